/// A token in the compact serialisation of RFC 7515, taken apart and not yet trusted.
struct CompactToken {
    let header: [UInt8]
    let payload: [UInt8]
    let signature: [UInt8]
    /// What the signature is of: the first two parts, as they came.
    let signed: [UInt8]

    init(_ text: String) throws(TokenRefusal) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Limits.tokenBytes else {
            throw TokenRefusal("the token has more than \(Limits.tokenBytes) bytes")
        }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
            throw TokenRefusal("the token is not a header, a payload and a signature with dots between them")
        }
        guard let header = Base64URL.bytes(of: parts[0]), let payload = Base64URL.bytes(of: parts[1]),
            let signature = Base64URL.bytes(of: parts[2])
        else { throw TokenRefusal("a part of the token is not base64url without padding") }
        (self.header, self.payload, self.signature) = (header, payload, signature)
        signed = Array(bytes[..<parts[1].endIndex])
    }
}
