import JWTKit

/// A JWK that may become a key to verify with.
struct JSONWebKey {
    private let members: [String: JSONValue]
    private let allowed: Set<SigningAlgorithm>

    init(_ members: [String: JSONValue], allowed: Set<SigningAlgorithm>) {
        self.members = members
        self.allowed = allowed
    }

    /// The key; nothing when it is for another purpose or an algorithm that is not taken.
    func key() async throws -> VerificationKey? {
        guard let type = members["kty"]?.text else { throw KeyProblem("has no kty") }
        guard isForVerifying else { return nil }
        if type != "oct", members["d"] != nil {
            throw KeyProblem("is a private key; the server needs the public one only, so leave out d and what follows")
        }
        guard let algorithm = try algorithm(for: type), allowed.contains(algorithm) else { return nil }
        switch algorithm {
        case .hs256: return try await secret()
        case .rs256, .ps256: return try await rsa(algorithm)
        case .es256, .es384: return try await ellipticCurve(algorithm)
        case .edDSA: return try await edwards()
        }
    }

    private var isForVerifying: Bool {
        if let use = members["use"], use.text != "sig" { return false }
        guard let operations = members["key_ops"] else { return true }
        guard case .list(let entries) = operations else { return false }
        return entries.contains(.text("verify"))
    }

    /// The one algorithm of the key: what it says, or what alone is possible. Nothing for one that is not known here.
    private func algorithm(for type: String) throws -> SigningAlgorithm? {
        let possible: [SigningAlgorithm] =
            switch (type, members["crv"]?.text) {
            case ("oct", _): [.hs256]
            case ("RSA", _): [.rs256, .ps256]
            case ("EC", "P-256"): [.es256]
            case ("EC", "P-384"): [.es384]
            case ("OKP", "Ed25519"): [.edDSA]
            default: []
            }
        if let named = members["alg"] {
            guard let name = named.text else { throw KeyProblem("has an alg that is no text") }
            // RFC 9864 gives EdDSA on this curve a name of its own; tokens say EdDSA.
            let known = SigningAlgorithm(rawValue: name == "Ed25519" ? "EdDSA" : name)
            guard let known else { return nil }
            guard possible.contains(known) else {
                throw KeyProblem("is of a kind that is not for its alg \(known.rawValue)")
            }
            return known
        }
        let taken = possible.filter(allowed.contains)
        guard taken.count < 2 else {
            throw KeyProblem("says no alg and could be RS256 or PS256; give it one, or name one in user-jwt.algorithms")
        }
        return taken.first
    }

    private var id: String? {
        get throws {
            guard let value = members["kid"] else { return nil }
            guard let text = value.text, !text.isEmpty, text.utf8.count <= Limits.nameBytes else {
                throw KeyProblem("has a kid that is no short text")
            }
            return text
        }
    }

    private func secret() async throws -> VerificationKey {
        let secret = try bytes("k")
        guard secret.count >= Limits.secretBytes else {
            throw KeyProblem(
                "is a secret of \(secret.count) bytes; HS256 needs at least \(Limits.secretBytes) random ones")
        }
        return try await VerificationKey(id: try id, .hs256) { collection in
            await collection.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
        }
    }

    private func rsa(_ algorithm: SigningAlgorithm) async throws -> VerificationKey {
        _ = (try bytes("n"), try bytes("e"))
        let key: Insecure.RSA.PublicKey
        do {
            key = try Insecure.RSA.PublicKey(modulus: try text("n"), exponent: try text("e"))
        } catch {
            throw KeyProblem("is no sound RSA key of at least 2048 bits")
        }
        return try await VerificationKey(id: try id, rsa: key, algorithm)
    }

    private func ellipticCurve(_ algorithm: SigningAlgorithm) async throws -> VerificationKey {
        let length = algorithm == .es256 ? 32 : 48
        guard try bytes("x").count == length, try bytes("y").count == length else {
            throw KeyProblem("has coordinates that are not of \(length) bytes")
        }
        let point = (x: try text("x"), y: try text("y"))
        if algorithm == .es256 {
            let key = try ES256PublicKey(parameters: point)
            return try await VerificationKey(id: try id, .es256) { await $0.add(ecdsa: key) }
        }
        let key = try ES384PublicKey(parameters: point)
        return try await VerificationKey(id: try id, .es384) { await $0.add(ecdsa: key) }
    }

    private func edwards() async throws -> VerificationKey {
        guard try bytes("x").count == 32 else { throw KeyProblem("has an x that is not of 32 bytes") }
        let key = try EdDSA.PublicKey(x: try text("x"), curve: .ed25519)
        return try await VerificationKey(id: try id, .edDSA) { await $0.add(eddsa: key) }
    }

    private func text(_ name: String) throws -> String {
        guard let text = members[name]?.text, !text.isEmpty else { throw KeyProblem("has no \(name)") }
        return text
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = Base64URL.bytes(of: try text(name).utf8) else {
            throw KeyProblem("has a \(name) that is not base64url without padding")
        }
        return bytes
    }
}

extension VerificationKey {
    init(id: String?, rsa key: Insecure.RSA.PublicKey, _ algorithm: SigningAlgorithm) async throws {
        try await self.init(id: id, algorithm) { collection in
            if algorithm == .ps256 {
                await collection.add(pss: key, digestAlgorithm: .sha256)
            } else {
                await collection.add(rsa: key, digestAlgorithm: .sha256)
            }
        }
    }
}
