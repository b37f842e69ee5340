import Glibc

/// The system's error numbers in words.
package enum SystemReason {
    /// What `strerror` says of a number, and the number.
    package static func text(_ number: Int32) -> String {
        var text = [CChar](repeating: 0, count: 256)
        guard strerror_r(number, &text, text.count) == 0 else { return "error \(number)" }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self) + " (\(number))"
    }
}
