import Crypto

/// A script that the server runs as one step, known to it by the SHA-1 of its text.
///
/// Make each once: the digest is taken here, not with each call.
struct RedisScript: Sendable {
    /// The text, in Lua.
    let source: String
    /// The 40 hexadecimal digits by which the server knows it.
    let digest: [UInt8]
    /// Whether it may change something.
    let isWrite: Bool

    init(_ source: String, isWrite: Bool = true) {
        self.source = source
        self.isWrite = isWrite
        // The server has chosen SHA-1 as a name; nothing is kept safe by it.
        var digits: [UInt8] = []
        for byte in Insecure.SHA1.hash(data: Array(source.utf8)) {
            for digit in [byte >> 4, byte & 15] {
                digits.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
            }
        }
        digest = digits
    }
}
