import Foundation
import SessionArchive
import SessionCore

/// One writing of a store into a file, told on the terminal.
struct Export {
    let source: any Exportable
    let interruption: Interruption
    /// What is left behind by an export that is ended early, in words.
    let remains: String
    private let line = StatusLine.standardError

    init(source: any Exportable, remains: String, interruption: Interruption) {
        self.source = source
        self.remains = remains
        self.interruption = interruption
    }

    /// Writes all lines: what has ended before the sessions, so that an import does the same.
    func run(_ archive: ArchiveWriter, to write: (Data) throws -> Void) async throws {
        var (archive, text) = (archive, ProgressText())
        var total: Int?
        defer { line.clear() }
        try write(archive.header)
        for pass in StorageCopy.Pass.allCases {
            var walk = StorageWalk(through: source, total: total)
            while let step = try await walk.next() {
                var lines = Data()
                for entry in step.entries where entry.pass == pass { lines.append(try archive.line(entry)) }
                try write(lines)
                total = step.read
                let name = pass == .ended ? "1/2 what has ended" : "2/2 sessions"
                let count = pass == .ended ? archive.count.entries : archive.count.sessions
                line.show(text(name, "\(count) written", share: step.share))
                try interruption.check("ended at \(name), \(count) written: \(remains)")
            }
        }
        try write(archive.end())
        line.clear()
        let count = archive.count
        ConfigurationSource.tell(
            "Exported \(count.sessions) sessions, \(count.tombstones) tombstones and \(count.epochs) epochs.")
    }
}
