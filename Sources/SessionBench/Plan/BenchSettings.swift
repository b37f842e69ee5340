/// What a run needs beside its plan: where, who listens, and what is written on the report.
package struct BenchSettings: Sendable {
    /// The folder that is the run's alone, already there.
    package var folder: String
    /// The part of every store that is the run's alone; nothing else on a server is called so.
    package var mark: String
    /// Versions for the report, by name.
    package var versions: [String: String]
    /// The commit of the source, where it is known.
    package var commit: String?
    /// What a reader should know, found out before the run.
    package var notes: [String]
    /// The wish to end early.
    package var stop: BenchInterruption
    /// Who is told how far the run has come; called from many tasks.
    package var progress: @Sendable (BenchProgress) -> Void

    /// Describes the surroundings of a run.
    package init(
        folder: String, mark: String, versions: [String: String] = [:], commit: String? = nil, notes: [String] = [],
        stop: BenchInterruption = BenchInterruption(), progress: @escaping @Sendable (BenchProgress) -> Void = { _ in }
    ) {
        self.folder = folder
        self.mark = mark
        self.versions = versions
        self.commit = commit
        self.notes = notes
        self.stop = stop
        self.progress = progress
    }
}
