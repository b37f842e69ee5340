import SessionCore
import Synchronization

/// Remembers the first time that a namespace saw or changed something of its twin.
final class TwinWitness: Sendable {
    /// What was asked, what a twin may answer and what it did.
    struct Sight: Sendable {
        let what: String
        let expected: String
        let got: String
    }

    private let sight = Mutex<Sight?>(nil)
    private let changes = Mutex<(begun: Int, ended: Int)>((0, 0))

    var first: Sight? { sight.withLock { $0 } }

    /// Makes a call that may change something, so that nobody takes its work for that of another.
    func changing<Value>(_ call: () async throws(StorageError) -> Value) async throws(StorageError) -> Value {
        changes.withLock { $0.begun += 1 }
        defer { changes.withLock { $0.ended += 1 } }
        return try await call()
    }

    /// The number of the present moment, as long as no call that may change something is under way.
    var quietMoment: Int? {
        changes.withLock { $0.begun == $0.ended ? $0.begun : nil }
    }

    /// Asks the twin, and notes an answer that is another than expected. A call that was given up says nothing.
    func see<Value: Equatable>(_ what: String, _ expected: Value, _ ask: () async throws -> Value) async {
        do {
            let got = try await ask()
            if got != expected { note(what, Evidence.text(of: expected), Evidence.text(of: got)) }
        } catch {
            if !Task.isCancelled { note(what, Evidence.text(of: expected), "the error \(error)") }
        }
    }

    private func note(_ what: String, _ expected: String, _ got: String) {
        sight.withLock { sight in
            if sight == nil { sight = Sight(what: what, expected: expected, got: got) }
        }
    }
}
