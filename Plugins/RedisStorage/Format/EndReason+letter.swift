import SessionCore

extension EndReason {
    /// The letter a tombstone has for it.
    var letter: UInt8 {
        switch self {
        case .idle: UInt8(ascii: "i")
        case .absolute: UInt8(ascii: "a")
        case .loggedOut: UInt8(ascii: "l")
        case .revoked: UInt8(ascii: "r")
        case .superseded: UInt8(ascii: "s")
        }
    }

    init?(letter: UInt8) {
        guard let reason = EndReason.allCases.first(where: { $0.letter == letter }) else { return nil }
        self = reason
    }
}
