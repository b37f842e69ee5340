import Crypto
import CryptoExtras
import Foundation

/// A key of an issuer: it signs tokens, and checks a signature with nothing around it.
struct TokenSigner: Sendable {
    static let issuer = "https://bench.invalid"
    static let audience = "bench"

    let algorithm: String
    /// The public half, or the secret where there is one only, as a JWK.
    let jwk: [String: String]
    let sign: @Sendable (Data) throws -> Data
    /// The bare check: the floor of what a verification costs.
    let check: @Sendable (_ signature: Data, _ signed: Data) throws -> Bool

    /// One of each algorithm that is taken.
    static func all() throws -> [TokenSigner] {
        [secret(), try rsa("RS256"), try rsa("PS256"), p256(), p384(), edwards()]
    }

    private static func secret() -> TokenSigner {
        let key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Data($0) }
        return TokenSigner(algorithm: "HS256", jwk: ["kty": "oct", "k": encode(bytes)]) {
            Data(HMAC<SHA256>.authenticationCode(for: $0, using: key))
        } check: { signature, signed in
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key)
        }
    }

    private static func rsa(_ algorithm: String) throws -> TokenSigner {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let parts = try key.publicKey.getKeyPrimitives()
        let padding: _RSA.Signing.Padding = algorithm == "PS256" ? .PSS : .insecurePKCS1v1_5
        let other = key.publicKey
        return TokenSigner(
            algorithm: algorithm,
            jwk: ["kty": "RSA", "n": encode(parts.modulus), "e": encode(parts.publicExponent)]
        ) {
            try key.signature(for: SHA256.hash(data: $0), padding: padding).rawRepresentation
        } check: { signature, signed in
            other.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: signed),
                padding: padding)
        }
    }

    private static func p256() -> TokenSigner {
        let key = P256.Signing.PrivateKey()
        let (raw, other) = (key.publicKey.rawRepresentation, key.publicKey)
        return TokenSigner(
            algorithm: "ES256",
            jwk: ["kty": "EC", "crv": "P-256", "x": encode(raw.prefix(32)), "y": encode(raw.suffix(32))]
        ) {
            try key.signature(for: $0).rawRepresentation
        } check: { signature, signed in
            other.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: signature), for: signed)
        }
    }

    private static func p384() -> TokenSigner {
        let key = P384.Signing.PrivateKey()
        let (raw, other) = (key.publicKey.rawRepresentation, key.publicKey)
        return TokenSigner(
            algorithm: "ES384",
            jwk: ["kty": "EC", "crv": "P-384", "x": encode(raw.prefix(48)), "y": encode(raw.suffix(48))]
        ) {
            try key.signature(for: $0).rawRepresentation
        } check: { signature, signed in
            other.isValidSignature(try P384.Signing.ECDSASignature(rawRepresentation: signature), for: signed)
        }
    }

    private static func edwards() -> TokenSigner {
        let key = Curve25519.Signing.PrivateKey()
        let other = key.publicKey
        return TokenSigner(
            algorithm: "EdDSA", jwk: ["kty": "OKP", "crv": "Ed25519", "x": encode(other.rawRepresentation)]
        ) {
            try key.signature(for: $0)
        } check: { signature, signed in
            other.isValidSignature(signature, for: signed)
        }
    }

    /// A token of its own for each number, good for an hour from an instant in seconds.
    func token(_ number: Int, at now: Int) throws -> SignedToken {
        let header = "{\"alg\":\"\(algorithm)\",\"kid\":\"\(algorithm)\",\"typ\":\"JWT\"}"
        let payload =
            "{\"iss\":\"\(TokenSigner.issuer)\",\"aud\":\"\(TokenSigner.audience)\",\"sub\":\"user\(number)\","
            + "\"iat\":\(now),\"exp\":\(now + 3_600),\"jti\":\"\(number)\"}"
        let signed = Data((TokenSigner.encode(header.utf8) + "." + TokenSigner.encode(payload.utf8)).utf8)
        let signature = try sign(signed)
        return SignedToken(
            text: String(decoding: signed, as: UTF8.self) + "." + TokenSigner.encode(signature), signed: signed,
            signature: signature)
    }

    /// The keys of some signers as the file that the strategy reads.
    static func file(_ signers: [TokenSigner]) -> String {
        let entries = signers.map { signer in
            let members = signer.jwk.merging(["alg": signer.algorithm, "kid": signer.algorithm]) { $1 }
            return "{"
                + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
                .joined(separator: ",") + "}"
        }
        return "{\"keys\":[" + entries.joined(separator: ",") + "]}"
    }

    private static func encode(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
