package import SessionCore

/// What each writer of the probe does, step after step: always the same, so that a test knows what may be on the disk.
package enum CrashScript {
    /// How many writers there are, each with sessions of its own.
    package static let writers = 8
    /// The one instant at which everything happens.
    package static let start = Timestamp(milliseconds: 4_102_444_800_000)

    /// One call of a writer.
    package enum Step: Sendable {
        /// Stores a new session.
        case create(SessionRecord)
        /// Replaces its payload.
        case commit([UInt8], SessionKey, expecting: UInt64)
        /// Moves its idle deadline.
        case touch(SessionKey, idleDeadline: Timestamp)
        /// Moves it to another key.
        case rotate(SessionKey, to: SessionKey, expecting: UInt64)
        /// Ends it.
        case revoke(SessionKey)
    }

    /// How many steps the life of a session has.
    private static let life = 8

    /// A step of a writer, counted from 0.
    package static func step(_ number: Int, of writer: Int) -> Step {
        let session = number / life
        let first = key(writer, session, 0)
        let second = key(writer, session, 1)
        switch number % life {
        case 0: return .create(record(first, writer, session))
        case 1: return .commit(payload(number), first, expecting: 1)
        case 2: return .touch(first, idleDeadline: start.advanced(by: .seconds(1_000 + number)))
        case 3: return .commit(payload(number), first, expecting: 2)
        case 4: return .rotate(first, to: second, expecting: 3)
        case 5: return .commit(payload(number), second, expecting: 4)
        case 6: return .touch(second, idleDeadline: start.advanced(by: .seconds(1_000 + number)))
        default: return session.isMultiple(of: 2) ? .revoke(second) : .commit(payload(number), second, expecting: 5)
        }
    }

    /// The keys that the steps of a writer before a number are about.
    package static func keys(of writer: Int, before number: Int) -> [SessionKey] {
        (0...number / life).flatMap { session in (0...1).map { key(writer, session, $0) } }
    }

    /// Makes a step in the reference model.
    package static func perform(_ step: Step, in table: inout SessionTable) throws(StorageError) {
        switch step {
        case .create(let record): _ = table.perform(try table.create(record))
        case .commit(let payload, let key, let version):
            _ = table.perform(
                try table.commit(payload, for: key, expecting: version, idleDeadline: nil, at: start))
        case .touch(let key, let deadline): _ = table.perform(table.touch(key, idleDeadline: deadline, at: start))
        case .rotate(let key, let other, let version):
            let rotation = Rotation(to: other, graceUntil: start.advanced(by: .seconds(60)))
            _ = try table.perform(table.rotate(key, with: rotation, expecting: version, at: start))
        case .revoke(let key): _ = table.perform(table.revoke(key, reason: .loggedOut, at: start))
        }
    }

    /// Makes a step in a store.
    package static func perform(_ step: Step, in store: any SessionStorage) async throws(StorageError) {
        switch step {
        case .create(let record): _ = try await store.create(record)
        case .commit(let payload, let key, let version):
            _ = try await store.commit(payload, for: key, expecting: version, idleDeadline: nil, at: start)
        case .touch(let key, let deadline): _ = try await store.touch(key, idleDeadline: deadline, at: start)
        case .rotate(let key, let other, let version):
            let rotation = Rotation(to: other, graceUntil: start.advanced(by: .seconds(60)))
            _ = try await store.rotate(key, with: rotation, expecting: version, at: start)
        case .revoke(let key): _ = try await store.revoke(key, reason: .loggedOut, at: start)
        }
    }

    /// One of the sessions that ``CrashProbe`` commits to.
    package static func session(_ number: Int) -> SessionRecord {
        record(key(100, number, 0), 100, number)
    }

    private static func payload(_ number: Int) -> [UInt8] {
        (0..<(number * 3_701 % 16_384)).map { UInt8(truncatingIfNeeded: $0 &* number) }
    }

    private static func record(_ key: SessionKey, _ writer: Int, _ session: Int) -> SessionRecord {
        guard let handle = SessionHandle("w\(writer)-s\(session)"), let owner = Principal("workspace:w\(writer)") else {
            fatalError("a name of the script is not one")
        }
        return SessionRecord(
            key: key, handle: handle, kind: .terminal, owner: owner, createdAt: start,
            idleDeadline: start.advanced(by: .seconds(900)), absoluteDeadline: .never, payload: [UInt8(writer)])
    }

    private static func key(_ writer: Int, _ session: Int, _ rotation: Int) -> SessionKey {
        let digits = String((writer << 32 | session) << 1 | rotation, radix: 16)
        guard let token = SessionToken(String(repeating: "0", count: 64 - digits.count) + digits) else {
            fatalError("a token of the script is not one")
        }
        return token.key
    }
}
