import Crypto
import CryptoExtras
import Foundation

/// An issuer of tokens with a key of each kind, who also writes tokens as attackers would.
struct TestIssuer: Sendable {
    /// A key to sign with, and its public half as a JWK.
    struct Key: Sendable {
        let id: String
        let algorithm: String
        let jwk: [String: String]
        let pem: String?
        let sign: @Sendable (Data) throws -> Data
    }

    static let issuer = "https://issuer.example"
    static let audience = "mooring"

    /// One for all tests: keys of RSA take their time.
    static let shared = Result { try TestIssuer() }

    let keys: [Key]

    private init() throws {
        keys = [
            Self.secret("hs"), try Self.rsa("rs", "RS256"), try Self.rsa("ps", "PS256"), Self.p256("es"),
            Self.p384("es3"),
            Self.edwards("ed"),
        ]
    }

    subscript(_ algorithm: String) -> Key { keys.first { $0.algorithm == algorithm } ?? keys[0] }

    static func jwks(_ keys: [Key]) -> String {
        let entries = keys.map { key in
            "{" + key.jwk.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
                + "}"
        }
        return "{\"keys\":[" + entries.joined(separator: ",") + "]}"
    }

    var jwks: String { Self.jwks(keys) }

    static func secret(_ id: String, bytes: Data = Data((0..<32).map { _ in UInt8.random(in: 0...255) })) -> Key {
        let key = SymmetricKey(data: bytes)
        return Key(
            id: id, algorithm: "HS256", jwk: ["kty": "oct", "alg": "HS256", "kid": id, "k": encode(bytes)], pem: nil
        ) { Data(HMAC<SHA256>.authenticationCode(for: $0, using: key)) }
    }

    static func rsa(_ id: String, _ algorithm: String) throws -> Key {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let parts = try key.publicKey.getKeyPrimitives()
        let padding: _RSA.Signing.Padding = algorithm == "PS256" ? .PSS : .insecurePKCS1v1_5
        return Key(
            id: id, algorithm: algorithm,
            jwk: [
                "kty": "RSA", "alg": algorithm, "kid": id, "n": encode(parts.modulus),
                "e": encode(parts.publicExponent),
            ], pem: key.publicKey.pemRepresentation
        ) { try key.signature(for: SHA256.hash(data: $0), padding: padding).rawRepresentation }
    }

    static func p256(_ id: String) -> Key {
        let key = P256.Signing.PrivateKey()
        let raw = key.publicKey.rawRepresentation
        return Key(
            id: id, algorithm: "ES256",
            jwk: ["kty": "EC", "crv": "P-256", "kid": id, "x": encode(raw.prefix(32)), "y": encode(raw.suffix(32))],
            pem: key.publicKey.pemRepresentation
        ) { try key.signature(for: $0).rawRepresentation }
    }

    static func p384(_ id: String) -> Key {
        let key = P384.Signing.PrivateKey()
        let raw = key.publicKey.rawRepresentation
        return Key(
            id: id, algorithm: "ES384",
            jwk: ["kty": "EC", "crv": "P-384", "kid": id, "x": encode(raw.prefix(48)), "y": encode(raw.suffix(48))],
            pem: key.publicKey.pemRepresentation
        ) { try key.signature(for: $0).rawRepresentation }
    }

    static func edwards(_ id: String) -> Key {
        let key = Curve25519.Signing.PrivateKey()
        return Key(
            id: id, algorithm: "EdDSA",
            jwk: ["kty": "OKP", "crv": "Ed25519", "kid": id, "x": encode(key.publicKey.rawRepresentation)], pem: nil
        ) { try key.signature(for: $0) }
    }

    /// The base64url of bytes, without padding.
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

extension TestIssuer.Key {
    /// A token with this header and payload as they are, signed with this key.
    func token(header: String, payload: String) throws -> String {
        let signed = TestIssuer.encode(header.utf8) + "." + TestIssuer.encode(payload.utf8)
        return signed + "." + TestIssuer.encode(try sign(Data(signed.utf8)))
    }

    /// A token as the issuer makes it; claims given here replace those there are, and `null` removes one.
    func token(_ changes: [String: String] = [:], header: [String: String] = [:], at now: Int) throws -> String {
        var claims = [
            "iss": "\"\(TestIssuer.issuer)\"", "aud": "\"\(TestIssuer.audience)\"", "sub": "\"ada\"", "iat": "\(now)",
            "exp": "\(now + 600)",
        ]
        var fields = ["alg": "\"\(algorithm)\"", "kid": "\"\(id)\"", "typ": "\"JWT\""]
        claims.merge(changes) { $1 }
        fields.merge(header) { $1 }
        return try token(header: Self.object(fields), payload: Self.object(claims))
    }

    private static func object(_ members: [String: String]) -> String {
        let kept = members.filter { $0.value != "null" }.sorted { $0.key < $1.key }
        return "{" + kept.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }
}
