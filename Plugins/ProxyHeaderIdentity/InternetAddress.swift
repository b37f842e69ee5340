import Glibc

/// A numeric IPv4 or IPv6 address. An IPv4 address that came through an IPv6 socket, `::ffff:192.0.2.1`, is the IPv4 one.
struct InternetAddress: Hashable, Sendable {
    /// 4 bytes or 16, the most significant first.
    let bytes: [UInt8]

    /// How an IPv4 address within IPv6 begins (RFC 4291, 2.5.5.2).
    static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

    /// Reads an address, or nothing when the text is none. Names are none.
    init?(_ text: String) {
        guard let all = InternetAddress.parsed(text, AF_INET, 4) ?? InternetAddress.parsed(text, AF_INET6, 16) else {
            return nil
        }
        bytes = all.count == 16 && all.starts(with: InternetAddress.mappedPrefix) ? Array(all.suffix(4)) : all
    }

    /// Whether two addresses have their first bits in common.
    func shares(first bits: Int, with other: InternetAddress) -> Bool {
        guard bytes.count == other.bytes.count else { return false }
        for (index, pair) in zip(bytes, other.bytes).enumerated() {
            let left = min(max(bits - index * 8, 0), 8)
            let mask = ~UInt8(truncatingIfNeeded: 0xff >> left)
            guard pair.0 & mask == pair.1 & mask else { return false }
        }
        return true
    }

    private static func parsed(_ text: String, _ family: CInt, _ count: Int) -> [UInt8]? {
        guard !text.utf8.contains(0) else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
