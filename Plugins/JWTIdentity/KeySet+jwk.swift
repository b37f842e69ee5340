import JWTKit

extension KeySet {
    /// Reads a JWK Set or a single JWK (RFC 7517).
    ///
    /// - Parameter allowed: the algorithms that are taken.
    init(json bytes: [UInt8], allowed: Set<SigningAlgorithm>) async throws(KeyProblem) {
        guard let members = try? JSONReader.value(of: bytes).members else {
            throw KeyProblem("is neither a PEM file nor one JSON object without repeated names")
        }
        let entries: [JSONValue]
        if case .list(let list) = members["keys"] { entries = list } else { entries = [.object(members)] }
        guard entries.count <= Limits.keys else { throw KeyProblem("has more than \(Limits.keys) keys") }
        var keys: [VerificationKey] = []
        for (number, entry) in entries.enumerated() {
            guard let members = entry.members else { throw KeyProblem("key \(number + 1) is no object") }
            do {
                if let key = try await JSONWebKey(members, allowed: allowed).key() { keys.append(key) }
            } catch let problem as KeyProblem {
                throw KeyProblem("key \(number + 1) \(problem)")
            } catch {
                throw KeyProblem("key \(number + 1) is no sound key of its kind")
            }
        }
        let names = keys.map(\.id)
        guard Set(names).count == names.count else {
            throw KeyProblem("has two keys with the same kid; give every key its own")
        }
        guard keys.count < 2 || !names.contains(nil) else {
            throw KeyProblem("has several keys and one without a kid; give every key its own")
        }
        guard !keys.isEmpty else {
            throw KeyProblem("has no key for \(allowed.map(\.rawValue).sorted().joined(separator: ", "))")
        }
        self.init(keys: keys, skipped: entries.count - keys.count)
    }

    /// Whether a file holds a secret, which nobody else may read.
    static func holdsSecret(_ bytes: [UInt8]) -> Bool {
        guard let members = try? JSONReader.value(of: bytes).members else { return false }
        guard case .list(let entries) = members["keys"] else { return members["kty"]?.text == "oct" }
        return entries.contains { $0.members?["kty"]?.text == "oct" }
    }
}
