import SessionCore

extension RedisArgument {
    /// An instant as scripts compare it.
    static func instant(_ instant: Timestamp) -> RedisArgument {
        .bytes(FixedNumber.bytes(instant))
    }

    /// An instant, or the empty argument that stands for none.
    static func instant(_ instant: Timestamp?) -> RedisArgument {
        .bytes(instant.map { FixedNumber.bytes($0) } ?? [])
    }

    /// A version as scripts compare it.
    static func version(_ number: UInt64) -> RedisArgument {
        .bytes(FixedNumber.bytes(number))
    }

    /// Until when what ends now is remembered.
    static func retention(from now: Timestamp) -> RedisArgument {
        .instant(now.advanced(by: SessionCore.Limits.tombstoneRetention))
    }

    static func reason(_ reason: EndReason) -> RedisArgument {
        .bytes([reason.letter])
    }
}
