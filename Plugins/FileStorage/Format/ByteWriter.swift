import SessionCore

/// Bytes in the making: little-endian numbers, texts with their length before them.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Longer texts than 65 535 bytes do not exist here: names and principals have limits far below.
    mutating func append(_ text: String) {
        append(UInt16(truncatingIfNeeded: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ key: SessionKey) {
        bytes.append(contentsOf: key.bytes)
    }

    mutating func append(_ instant: Timestamp) {
        append(instant.milliseconds)
    }

    mutating func append(payload: [UInt8]) {
        append(UInt32(truncatingIfNeeded: payload.count))
        bytes.append(contentsOf: payload)
    }

    /// Writes a number over four bytes that are there already.
    mutating func replace(at offset: Int, with number: UInt32) {
        for index in 0..<4 {
            bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * UInt32(index)))
        }
    }
}
