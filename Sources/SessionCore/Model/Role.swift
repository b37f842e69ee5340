/// What a window may do with a session, from least to most.
public enum Role: String, Sendable, Hashable, Codable, Comparable, CaseIterable {
    /// Sees everything, changes nothing.
    case viewer
    /// Types, opens, closes and renames.
    case editor
    /// Does all that, and invites and revokes.
    case owner

    /// Whether one role may do less than the other.
    public static func < (lhs: Role, rhs: Role) -> Bool {
        lhs.rank < rhs.rank
    }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .editor: 1
        case .owner: 2
        }
    }
}
