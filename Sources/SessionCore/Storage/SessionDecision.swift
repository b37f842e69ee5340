/// What a verb answers, and what has to be changed for the answer to be true.
///
/// A store writes the changes down, all or none of them, applies them to its table, and only then gives the answer.
public struct SessionDecision<Outcome: Sendable>: Sendable {
    /// What to answer.
    public let outcome: Outcome
    /// What to write and apply, in this order; empty when nothing changes.
    public let changes: [SessionChange]

    /// Decides on an answer and the changes behind it.
    public init(_ outcome: Outcome, _ changes: SessionChange...) {
        self.init(outcome, changes: changes)
    }

    /// Decides on an answer and a list of changes behind it.
    public init(_ outcome: Outcome, changes: [SessionChange]) {
        self.outcome = outcome
        self.changes = changes
    }
}
