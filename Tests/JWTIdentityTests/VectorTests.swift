import Testing

@testable import JWTIdentity

/// The examples of the standards, which others have signed.
@Suite struct VectorTests {
    private func verify(_ token: String, with jwk: String) async throws {
        let keys = try await KeySet(json: Array(jwk.utf8), allowed: Set(SigningAlgorithm.allCases))
        let token = try CompactToken(token)
        try keys.key(for: try TokenHeader(token.header)).verify(token)
    }

    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    private static let vectors = [
        // RFC 7515, A.1.
        (
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + payload + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            #"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#
        ),
        // RFC 7515, A.3.
        (
            "eyJhbGciOiJFUzI1NiJ9." + payload
                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
            #"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
                + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#
        ),
        // RFC 8037, A.4.
        (
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
            #"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
        ),
    ]

    @Test(arguments: vectors)
    func theExamplesOfTheStandardsAreSound(_ token: String, _ jwk: String) async throws {
        try await verify(token, with: jwk)
    }

    @Test(arguments: vectors)
    func theExamplesWithAnythingChangedAreNot(_ token: String, _ jwk: String) async throws {
        let bytes = Array(token.utf8)
        for index in bytes.indices where bytes[index] != UInt8(ascii: ".") {
            var changed = bytes
            changed[index] = bytes[index] == UInt8(ascii: "Q") ? UInt8(ascii: "g") : UInt8(ascii: "Q")
            let text = String(decoding: changed, as: UTF8.self)
            await #expect(throws: TokenRefusal.self) { try await verify(text, with: jwk) }
        }
    }
}
