import SessionCore

/// Takes apart what ``ByteWriter`` put together; every read answers nothing where the bytes do not hold it.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        guard let part = take(MemoryLayout<Number>.size) else { return nil }
        return Number(littleEndian: part.loadUnaligned(as: Number.self))
    }

    mutating func text(upTo limit: Int = .max) -> String? {
        guard let count = number(UInt16.self), count <= limit, let part = take(Int(count)) else { return nil }
        return String(validating: part, as: UTF8.self)
    }

    mutating func key() -> SessionKey? {
        take(SessionKey.byteCount).flatMap(SessionKey.init)
    }

    mutating func instant() -> Timestamp? {
        number(Int64.self).map(Timestamp.init)
    }

    mutating func payload() -> [UInt8]? {
        guard let count = number(UInt32.self), let part = take(Int(count)) else { return nil }
        return Array(part)
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
        guard bytes.count - offset >= count else { return nil }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}
