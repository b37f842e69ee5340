/// A place in what a terminal printed: a byte offset within an epoch.
///
/// An epoch begins when a process is started; its first byte has offset 0. In text it is `epoch:offset`, in decimal.
public struct OutputPosition: Hashable, Sendable {
    /// The first offset that cannot be; positions stay exact in a signed 64-bit integer.
    public static let offsetBound: UInt64 = 1 << 63

    /// Which life of the terminal the offset counts in.
    public let epoch: UInt32
    /// How many bytes of that life lie before this place; below ``offsetBound``.
    public let offset: UInt64

    /// Takes an epoch and an offset; an offset at or above ``offsetBound`` becomes the last one below it.
    public init(epoch: UInt32, offset: UInt64) {
        self.epoch = epoch
        self.offset = min(offset, Self.offsetBound - 1)
    }

    /// Reads `epoch:offset`; nil for anything that ``description`` would not have written.
    public init?(_ text: some StringProtocol) {
        // "4294967295:9223372036854775807" is the longest; a longer text is not worth looking at.
        guard text.utf8.count <= 30 else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isCanonical(parts[0]), Self.isCanonical(parts[1]),
            let epoch = UInt32(parts[0]), let offset = UInt64(parts[1]), offset < Self.offsetBound
        else { return nil }
        self.epoch = epoch
        self.offset = offset
    }

    private static func isCanonical(_ digits: some StringProtocol) -> Bool {
        guard let first = digits.utf8.first, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        return first != 0x30 || digits.utf8.count == 1
    }
}

extension OutputPosition: CustomStringConvertible {
    /// `epoch:offset`, in decimal.
    public var description: String { "\(epoch):\(offset)" }
}
