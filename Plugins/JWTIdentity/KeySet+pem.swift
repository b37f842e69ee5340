import JWTKit

extension KeySet {
    /// Reads one public key as PEM (RFC 7468). It has no name: it verifies tokens without a `kid`.
    init(pem text: String, allowed: Set<SigningAlgorithm>) async throws(KeyProblem) {
        guard !text.contains("PRIVATE KEY") else {
            throw KeyProblem("is a private key; the server needs the public one only: openssl pkey -in … -pubout")
        }
        guard !text.contains("BEGIN CERTIFICATE") else {
            throw KeyProblem("is a certificate; take the key out of it: openssl x509 -in … -noout -pubkey")
        }
        guard text.split(separator: "-----BEGIN", omittingEmptySubsequences: false).count == 2 else {
            throw KeyProblem("has several keys, which in PEM have no names; make a JWK Set of them")
        }
        do {
            guard let key = try await KeySet.key(pem: text, allowed: allowed) else {
                throw KeyProblem("is no public key for \(allowed.map(\.rawValue).sorted().joined(separator: ", "))")
            }
            self.init(keys: [key], skipped: 0)
        } catch let problem as KeyProblem {
            throw problem
        } catch {
            throw KeyProblem("is no sound public key")
        }
    }

    private static func key(pem: String, allowed: Set<SigningAlgorithm>) async throws -> VerificationKey? {
        if allowed.contains(.es256), let key = try? ES256PublicKey(pem: pem) {
            return try await VerificationKey(id: nil, .es256) { await $0.add(ecdsa: key) }
        }
        if allowed.contains(.es384), let key = try? ES384PublicKey(pem: pem) {
            return try await VerificationKey(id: nil, .es384) { await $0.add(ecdsa: key) }
        }
        if allowed.contains(.edDSA), let key = try? EdDSA.PublicKey(pem: pem) {
            return try await VerificationKey(id: nil, .edDSA) { await $0.add(eddsa: key) }
        }
        let forRSA = allowed.intersection([.rs256, .ps256])
        guard let first = forRSA.first, let key = try? Insecure.RSA.PublicKey(pem: pem) else { return nil }
        guard forRSA.count == 1 else {
            throw KeyProblem("could be for RS256 or PS256; name one in user-jwt.algorithms")
        }
        return try await VerificationKey(id: nil, rsa: key, first)
    }
}
