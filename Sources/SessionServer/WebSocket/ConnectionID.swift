/// Makes the public ids of connections.
package enum ConnectionID {
    /// 128 bits of the system's randomness, in hexadecimal.
    package static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next(), generator.next()] as [UInt64]
        return halves.map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
