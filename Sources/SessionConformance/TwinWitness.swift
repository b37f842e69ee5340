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

    var first: Sight? { sight.withLock { $0 } }

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
