import Glibc
import NIOCore

/// A host as addresses on the web write it: a name in small letters, or an IP address in its one shortest form.
package struct HostName: Sendable, Hashable {
    /// Small letters; an IPv6 address without brackets.
    let text: String

    /// Reads a host without a port; an IPv6 address in brackets. Nothing for any other text.
    init?(_ text: some StringProtocol) {
        if text.hasPrefix("[") {
            guard text.hasSuffix("]"), let address = HostName.address(String(text.dropFirst().dropLast())),
                address.protocol == .inet6, let shortest = address.ipAddress
            else { return nil }
            self.text = shortest
            return
        }
        guard (1...253).contains(text.utf8.count), text.utf8.allSatisfy(HostName.isPlain) else { return nil }
        self.text = text.lowercased()
    }

    /// Reads where a server listens, which a person may have written without brackets.
    init?(listening host: String) {
        self.init(host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)
    }

    /// Whether only this machine can mean it: `localhost` or a loopback address.
    var isLoopback: Bool {
        if text == "localhost" || text == "::1" { return true }
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// Whether it is an IP address, not a name.
    var isAddress: Bool { HostName.address(text) != nil }

    /// What one customer of a provider has: an IPv4 address, also one written as IPv6, or the first 64 bits of an IPv6 one.
    var network: String {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return text }
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10...11].allSatisfy { $0 == 0xff }
        guard !isMapped else { return bytes[12...].map(String.init).joined(separator: ".") }
        return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".") + "::/64"
    }

    private static func address(_ text: String) -> SocketAddress? {
        try? SocketAddress(ipAddress: text, port: 0)
    }

    private static func isPlain(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
