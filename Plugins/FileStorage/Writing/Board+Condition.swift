extension Board {
    /// Whether the store takes calls.
    enum Condition: Sendable {
        case open
        /// The log is not known to be sound; writes are refused until it was written anew.
        case failing(String)
        case closed

        var isOpen: Bool {
            if case .open = self { true } else { false }
        }

        var isFailing: Bool {
            if case .failing = self { true } else { false }
        }

        /// The condition after a failure; a closed store stays closed.
        func failing(_ reason: String) -> Condition {
            if case .closed = self { self } else { .failing(reason) }
        }
    }
}
