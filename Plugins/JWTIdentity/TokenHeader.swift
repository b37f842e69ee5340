/// What the header of a token says about how it was made. It chooses a key by name and nothing else.
struct TokenHeader {
    let algorithm: String
    let keyID: String?
    let type: String?

    /// Members that would have us fetch or believe a key that the token brings, undo an encoding, or change what is
    /// signed. `crit` names such members, and we understand none (RFC 7515, 4.1.11).
    private static let refused: Set = [
        "crit", "b64", "jku", "jwk", "x5u", "x5c", "zip", "enc", "cty", "p2s", "p2c", "epk", "apu", "apv", "iv", "tag",
    ]

    init(_ bytes: [UInt8]) throws(TokenRefusal) {
        guard let members = try? JSONReader.value(of: bytes).members else {
            throw TokenRefusal("the header of the token is not one JSON object that can mean one thing only")
        }
        if let name = TokenHeader.refused.sorted().first(where: { members[$0] != nil }) {
            throw TokenRefusal("the header of the token has \(name), which is not taken")
        }
        guard let algorithm = try TokenHeader.name("alg", in: members) else {
            throw TokenRefusal("the header of the token has no alg")
        }
        self.algorithm = algorithm
        keyID = try TokenHeader.name("kid", in: members)
        type = try TokenHeader.name("typ", in: members)
    }

    private static func name(_ name: String, in members: [String: JSONValue]) throws(TokenRefusal) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.text, !text.isEmpty, text.utf8.count <= Limits.nameBytes else {
            throw TokenRefusal("the \(name) in the header of the token is no short text")
        }
        return text
    }
}
