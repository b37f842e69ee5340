/// The addresses that begin with certain bits, written as `10.0.0.0/8`, `fd00::/8`, or one address alone.
struct AddressRange: Hashable, Sendable {
    private let base: InternetAddress
    private let bits: Int

    /// What is wrong with a text, in words that end a sentence.
    struct Problem: Error {
        let what: String
    }

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let base = InternetAddress(parts[0]) else {
            throw Problem(what: "is no address; write one such as 127.0.0.1, 10.1.0.0/16 or fd00::/8")
        }
        // How many of the bits that were written are no more, in an IPv4 address within IPv6.
        let dropped = base.bytes.count == 4 && parts[0].contains(":") ? 96 : 0
        let whole = base.bytes.count * 8
        var bits = whole
        if parts.count == 2 {
            guard let written = Int(parts[1]), String(written) == parts[1], (0...whole).contains(written - dropped)
            else {
                throw Problem(what: "has no number from \(dropped + 1) to \(dropped + whole) after the slash")
            }
            bits = written - dropped
        }
        guard bits > 0 else {
            throw Problem(what: "is everybody; name the addresses of your proxies")
        }
        guard base.hasNothing(after: bits) else {
            throw Problem(what: "names one address and a whole range; write its first address, or leave out the slash")
        }
        (self.base, self.bits) = (base, bits)
    }

    func contains(_ address: InternetAddress) -> Bool {
        address.shares(first: bits, with: base)
    }
}

extension InternetAddress {
    /// Whether all bits after the first ones are 0.
    fileprivate func hasNothing(after bits: Int) -> Bool {
        bytes.enumerated().allSatisfy { index, byte in
            byte & UInt8(truncatingIfNeeded: 0xff >> min(max(bits - index * 8, 0), 8)) == 0
        }
    }
}
