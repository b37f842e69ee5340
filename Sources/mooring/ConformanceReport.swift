import Foundation
import SessionConformance

/// What a run of the conformance kit found, for people and for machines.
struct ConformanceReport: Encodable {
    /// What became of a case.
    enum Verdict: String, Encodable {
        case passed, failed
        case notRun = "not-run"
    }

    /// A promise by the protocol that makes it and its number there.
    struct Promise: Encodable, Hashable {
        let contract: String
        let number: Int
    }

    /// How a promise was broken.
    struct Failure: Encodable {
        let what: String
        let expected: String
        let got: String
    }

    /// One case and what became of it.
    struct Case: Encodable {
        let name: String
        let promise: Promise
        let verdict: Verdict
        let seconds: Double
        let failure: Failure?

        init(
            _ promise: StorageConformance, _ verdict: Verdict, _ seconds: Double = 0,
            _ failure: ConformanceFailure? = nil
        ) {
            name = promise.name
            self.promise = Promise(contract: promise.promise.contract, number: promise.promise.number)
            self.verdict = verdict
            self.seconds = (seconds * 1_000).rounded() / 1_000
            self.failure = failure.map { Failure(what: $0.what, expected: $0.expected, got: $0.got) }
        }
    }

    /// The version of this form; it rises when a field changes its meaning.
    var format = 1
    let backend: String
    let durability: String
    /// The name of the key that seals payloads; nothing where they lie in the store as they are.
    let encryptionKey: String?
    let abilities: [String]
    let scale: String
    /// As text: many readers of JSON keep no more than 53 bits of a number.
    let seed: String
    let namespaces: String
    /// Nothing where the backend has no way to say.
    let left: Int?
    /// Epochs of principals, which no verb removes.
    let epochs: Int?
    let isInterrupted: Bool
    let seconds: Double
    let cases: [Case]

    init(
        backend: String, durability: String, encryptionKey: String?, abilities: [String], scale: String, seed: UInt64,
        namespaces: String, left: Int?, epochs: Int?, isInterrupted: Bool, seconds: Double, cases: [Case]
    ) {
        self.backend = backend
        self.durability = durability
        self.encryptionKey = encryptionKey
        self.abilities = abilities
        self.scale = scale
        self.seed = String(seed)
        self.namespaces = namespaces
        self.left = left
        self.epochs = epochs
        self.isInterrupted = isInterrupted
        self.seconds = (seconds * 1_000).rounded() / 1_000
        self.cases = cases
    }

    private enum CodingKeys: String, CodingKey {
        case format, backend, durability, encryptionKey, abilities, scale, seed, namespaces, left, epochs
        case seconds, cases
        case isInterrupted = "interrupted"
    }

    /// Whether everything was run and nothing failed.
    var isKept: Bool { !isInterrupted && cases.allSatisfy { $0.verdict == .passed } }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
