import SessionCore

extension LoadOutcome {
    /// The outcome without what it holds, for a sentence.
    var word: String {
        switch self {
        case .live: "live"
        case .gone(let reason): "gone (\(reason))"
        case .absent: "absent"
        }
    }
}
