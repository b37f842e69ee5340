import SessionCore

/// Sessions to try a store with: the same number makes the same key, handle and owner, another number makes others.
struct SampleSessions: Sendable {
    /// The present of the case.
    let start: Timestamp

    static let idle = Duration.seconds(3_600)
    static let absolute = Duration.seconds(24 * 3_600)

    /// The key of a session by its number.
    func key(_ number: Int) -> SessionKey {
        var generator = SeededGenerator(seed: UInt64(truncatingIfNeeded: number) &* 2)
        var bytes: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: generator.next()) { bytes += $0 } }
        return SessionKey(bytes: bytes) ?? SessionToken.random(using: &generator).key
    }

    func handle(_ number: Int) -> SessionHandle {
        var generator = SeededGenerator(seed: UInt64(truncatingIfNeeded: number) &* 2 &+ 1)
        return SessionHandle.random(using: &generator)
    }

    func principal(_ number: Int) -> Principal {
        .workspace(handle(1_000_000 &+ number))
    }

    /// A session created at the start; `nil` durations stand for deadlines that never come.
    func session(
        _ number: Int, owner: Int = 0, payload: [UInt8] = [1, 2, 3], idle: Duration? = SampleSessions.idle,
        absolute: Duration? = SampleSessions.absolute
    ) -> SessionRecord {
        SessionRecord(
            key: key(number), handle: handle(number), kind: .terminal, owner: principal(owner), createdAt: start,
            idleDeadline: idle.map(start.advanced(by:)) ?? .never,
            absoluteDeadline: absolute.map(start.advanced(by:)) ?? .never, payload: payload)
    }

    /// Payloads that stores have been seen to change: nothing, one byte, every byte, text, numbers, as large as may be.
    static let payloads: [(name: String, bytes: [UInt8])] = [
        ("no byte", []), ("one byte", [0]), ("every byte", Array(0...255)),
        ("two spellings of one letter", Array("\u{e9}e\u{301}".utf8)),
        ("an emoji and a NUL", Array("a\u{0}\u{1f469}\u{200d}\u{1f4bb}\r\n".utf8)),
        ("numbers beyond 2^53", Array("{\"n\":9007199254740993,\"m\":9223372036854775807}".utf8)),
        ("one byte less than the limit", large(Limits.payloadBytes - 1)),
        ("exactly the limit", large(Limits.payloadBytes)),
    ]

    static func large(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }
}
