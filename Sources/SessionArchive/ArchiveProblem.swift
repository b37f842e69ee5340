/// Why a file is no export that can be taken in, and in which line of it.
package struct ArchiveProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// What is wrong and what to do, for a person. Never anything of a sealed line.
    package let what: String

    package init(_ line: Int, _ what: String) {
        self.line = line
        self.what = what
    }

    /// `line 3: what`.
    package var description: String { "line \(line): \(what)" }
}
