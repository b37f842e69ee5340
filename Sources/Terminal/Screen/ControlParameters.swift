/// The numbers of a control sequence, in place and bounded: 32 parameters, 64 values with sub-parameters.
struct ControlParameters: Sendable {
    static let maximumCount = 32
    static let maximumValues = 64
    private var values = InlineArray<64, Int32>(repeating: 0)
    /// Values in use, sub-parameters among them.
    private(set) var valueCount = 1
    /// Parameters in use.
    private(set) var count = 1
    /// A bit for each value that is a sub-parameter (followed a colon).
    private(set) var subMask: UInt64 = 0
    private var isFull = false
    /// Whether nothing of a parameter came yet.
    private(set) var isUntouched = true

    /// Goes back to the one parameter that is not given.
    @inline(__always)
    mutating func reset() {
        values[0] = 0
        (valueCount, count, subMask, isFull, isUntouched) = (1, 1, 0, false, true)
    }

    /// Takes a digit; a number that grows beyond 31 bits stays at their greatest.
    @inline(__always)
    mutating func digit(_ byte: UInt8) {
        isUntouched = false
        guard !isFull else { return }
        let current = Int64(max(values[valueCount - 1], 0))
        values[valueCount - 1] = Int32(truncatingIfNeeded: min(current * 10 + Int64(byte &- 0x30), Int64(Int32.max)))
    }

    @inline(__always)
    mutating func next() {
        isUntouched = false
        guard count < Self.maximumCount, valueCount < Self.maximumValues else {
            isFull = true
            return
        }
        isFull = false
        values[valueCount] = 0
        valueCount += 1
        count += 1
    }

    mutating func nextSub() {
        isUntouched = false
        guard !isFull, valueCount < Self.maximumValues else {
            isFull = true
            return
        }
        values[valueCount] = -1
        subMask |= 1 << UInt64(valueCount)
        valueCount += 1
    }

    /// The value at a place among all values; -1 for a sub-parameter that was not given.
    @inline(__always)
    func value(at place: Int) -> Int { place < valueCount ? Int(values[place]) : 0 }

    /// How many sub-parameters follow the parameter at a place among all values.
    func subCount(after place: Int) -> Int {
        var end = place + 1
        while end < valueCount, subMask >> UInt64(end) & 1 == 1 { end += 1 }
        return end - place - 1
    }

    /// A parameter by its number; 0 where it is not given.
    func parameter(_ number: Int) -> Int {
        guard number < count else { return 0 }
        if subMask == 0 { return value(at: number) }
        var (place, left) = (0, number)
        while left > 0 {
            place += 1 + subCount(after: place)
            left -= 1
        }
        return value(at: place)
    }

    /// A parameter as a count: 1 where it is 0 or not given, and no more than `limit`.
    func amount(_ number: Int = 0, atMost limit: Int) -> Int { min(max(parameter(number), 1), limit) }
}
