/// What may be the name of one user in a header.
enum UserName {
    /// ASCII that can be seen, blanks inside, and no comma: two headers that were joined to one have one between them.
    /// Other signs are refused because proxies send them in encodings that differ, and two names could become one.
    static func isOne(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= Limits.userBytes else { return false }
        guard first != UInt8(ascii: " "), last != UInt8(ascii: " ") else { return false }
        return bytes.allSatisfy { (0x20...0x7e).contains($0) && $0 != UInt8(ascii: ",") }
    }
}
