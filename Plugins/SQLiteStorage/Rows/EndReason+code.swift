import SessionCore

extension EndReason {
    /// The number that stands in the file for it.
    var code: Int64 {
        switch self {
        case .idle: 1
        case .absolute: 2
        case .loggedOut: 3
        case .revoked: 4
        case .superseded: 5
        }
    }

    /// The reason a number stands for, or nothing for one that no version wrote.
    init?(code: Int64) {
        guard let reason = EndReason.allCases.first(where: { $0.code == code }) else { return nil }
        self = reason
    }
}
