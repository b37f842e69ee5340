/// Why a text is no list of keys, and where. It never repeats what may be a secret.
public struct EncryptionKeysProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The line, from 1; nothing when it is about the whole.
    public let line: Int?
    /// What is wrong, for a person.
    public let what: String

    /// Describes a problem.
    public init(_ line: Int?, _ what: String) {
        self.line = line
        self.what = what
    }

    /// `line 3: what`, or what alone.
    public var description: String {
        line.map { "line \($0): \(what)" } ?? what
    }
}
