// Each outcome as ``StorageVerb/outcomes`` has it.

extension CreateOutcome {
    var word: String {
        switch self {
        case .created: "created"
        case .duplicate: "duplicate"
        case .gone: "gone"
        }
    }
}

extension LoadOutcome {
    var word: String {
        switch self {
        case .live: "live"
        case .gone: "gone"
        case .absent: "absent"
        }
    }
}

extension CommitOutcome {
    var word: String {
        switch self {
        case .committed: "committed"
        case .conflict: "conflict"
        case .gone: "gone"
        case .absent: "absent"
        }
    }
}

extension TouchOutcome {
    var word: String {
        switch self {
        case .touched: "touched"
        case .gone: "gone"
        case .absent: "absent"
        }
    }
}

extension RotateOutcome {
    var word: String {
        switch self {
        case .rotated: "rotated"
        case .conflict: "conflict"
        case .duplicate: "duplicate"
        case .gone: "gone"
        case .absent: "absent"
        }
    }
}

extension RevokeOutcome {
    var word: String {
        switch self {
        case .revoked: "revoked"
        case .absent: "absent"
        }
    }
}

extension LeaseOutcome {
    var word: String {
        switch self {
        case .granted: "granted"
        case .held: "held"
        }
    }
}
