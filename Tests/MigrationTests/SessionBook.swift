import SessionCore
import Synchronization

/// What callers were told of their sessions, and what of the answers after it cannot be.
final class SessionBook: Sendable {
    /// What was acknowledged last of a key.
    enum Fact: Sendable, Equatable {
        case live(UInt64)
        /// An end was asked for and is not acknowledged: both answers are right.
        case ending
        case ended
    }

    private struct State {
        var facts: [SessionKey: Fact] = [:]
        var keys: [SessionKey] = []
        var complaints: [String] = []
        var answers = 0
    }
    private let state = Mutex(State())

    /// What cannot be, in words; the first few of it.
    var complaints: [String] { state.withLock { $0.complaints } }
    /// How many answers were judged.
    var answers: Int { state.withLock { $0.answers } }
    /// What is known of every key.
    var facts: [SessionKey: Fact] { state.withLock { $0.facts } }

    func note(_ key: SessionKey, _ fact: Fact) {
        state.withLock { state in
            if state.facts.updateValue(fact, forKey: key) == nil { state.keys.append(key) }
        }
    }

    func complain(_ what: String) {
        state.withLock { state in
            if state.complaints.count < 20 { state.complaints.append(what) }
        }
    }

    func count() {
        state.withLock { $0.answers += 1 }
    }

    /// A key that somebody was told of, and what it was then.
    func any(using generator: inout SeededGenerator) -> (SessionKey, Fact)? {
        let draw = generator.next()
        return state.withLock { state in
            guard !state.keys.isEmpty else { return nil }
            let key = state.keys[Int(draw % UInt64(state.keys.count))]
            return (key, state.facts[key] ?? .ending)
        }
    }

    /// Judges a load that was asked for after a fact was known.
    func judge(_ outcome: LoadOutcome, of key: SessionKey, knowing before: Fact, _ place: String = "") {
        count()
        switch (before, outcome) {
        case (.live(let version), .live(let record)) where record.version >= version: break
        case (.live(let version), .live(let record)):
            complain("\(place) version \(version) went back to \(record.version)")
        case (.live, _):
            // It may have been ended by its own client since.
            if case .live? = facts[key] { complain("\(place) a live session is \(outcome)") }
        case (.ended, .live): complain("\(place) an ended session is live again")
        case (.ended, _), (.ending, _): break
        }
    }

    /// Looks at every session in a store that nobody writes to any more.
    func check(_ store: any SessionStorage, _ place: String) async throws {
        for (key, fact) in facts {
            judge(try await store.load(key, at: WallClock().now), of: key, knowing: fact, place)
        }
    }
}
