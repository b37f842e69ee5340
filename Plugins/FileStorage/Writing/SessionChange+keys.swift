import SessionCore

extension SessionChange {
    /// The keys that hold something else after the change.
    var keys: [SessionKey] {
        switch self {
        case .stored(let record): [record.key]
        case .committed(let key, _, _, _, _), .touched(let key, _, _), .authenticated(let key, _): [key]
        case .ended(let key, _), .removed(let key): [key]
        case .rotated(let key, _, let record): [key, record.key]
        case .epochRaised: []
        }
    }
}
