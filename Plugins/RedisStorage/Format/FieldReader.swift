import SessionCore

/// Reads the fields of a stored value one after another. Nothing for a field that is not there or not what it must be.
struct FieldReader {
    private let bytes: ArraySlice<UInt8>
    private var place: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes[...]
        place = bytes.startIndex
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.endIndex - place else { return nil }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func byte() -> UInt8? {
        take(1)?.first
    }

    mutating func instant() -> Timestamp? {
        take(FixedNumber.digits).flatMap { FixedNumber.instant($0) }
    }

    mutating func number(digits: Int = FixedNumber.digits) -> UInt64? {
        take(digits).flatMap { FixedNumber.number($0) }
    }

    mutating func text(_ count: UInt64) -> String? {
        take(Int(count)).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// What has not been read.
    var rest: [UInt8] { Array(bytes[place...]) }
}
