/// A dictionary in ``Limits/segments`` parts, so that none of its steps takes longer the more there is in it.
///
/// A dictionary that is full moves everything to a larger place at once: with a million sessions whoever creates one more
/// would hold up all others meanwhile. Here only one part moves. A small one has a single part.
public struct SegmentedDictionary<Key: SegmentKey, Value: Sendable>: Sendable {
    private var parts: [[Key: Value]] = [[:]]
    /// How many keys there are.
    public private(set) var count = 0

    /// Makes an empty dictionary.
    public init() {}

    /// Whether there is no key.
    public var isEmpty: Bool { count == 0 }

    /// The value of a key.
    public subscript(key: Key) -> Value? {
        get { parts[part(of: key)][key] }
        set {
            let part = part(of: key)
            let before = parts[part].count
            parts[part][key] = newValue
            count += parts[part].count - before
            if parts.count == 1, count > Limits.segments { divide() }
        }
    }

    /// The value of a key, to be changed in place.
    public subscript(key: Key, default value: @autoclosure () -> Value) -> Value {
        get { self[key] ?? value() }
        _modify {
            let part = part(of: key)
            let before = parts[part].count
            defer {
                count += parts[part].count - before
                if parts.count == 1, count > Limits.segments { divide() }
            }
            yield &parts[part][key, default: value()]
        }
    }

    /// The keys, in no order.
    public var keys: some Sequence<Key> { parts.lazy.flatMap(\.keys) }

    /// The values, in no order.
    public var values: some Sequence<Value> { parts.lazy.flatMap(\.values) }

    /// How many keys the part has that has the most: what one step may have to move.
    var largestPart: Int { parts.map(\.count).max() ?? 0 }

    private func part(of key: Key) -> Int {
        parts.count == 1 ? 0 : Int(truncatingIfNeeded: key.segmentBits >> (64 - UInt64(Limits.segmentBits)))
    }

    /// Once in its life, while there is little to move.
    private mutating func divide() {
        let all = parts[0]
        parts = Array(repeating: [:], count: Limits.segments)
        for (key, value) in all { parts[part(of: key)][key] = value }
    }
}

extension SegmentedDictionary: Sequence {
    /// The keys with their values, in no order.
    public func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> {
        parts.lazy.flatMap { $0.lazy.map { (key: $0.key, value: $0.value) } }.makeIterator()
    }
}

extension SegmentedDictionary: Equatable where Value: Equatable {
    /// Whether both have the same keys with the same values.
    public static func == (lhs: SegmentedDictionary, rhs: SegmentedDictionary) -> Bool {
        lhs.parts.count == rhs.parts.count
            ? lhs.parts == rhs.parts : lhs.count == rhs.count && lhs.allSatisfy { rhs[$0.key] == $0.value }
    }
}

extension SegmentedDictionary: Hashable where Value: Hashable {
    /// Feeds what does not depend on how the parts lie.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in self {
            var one = Hasher()
            one.combine(key)
            one.combine(value)
            sum ^= one.finalize()
        }
        hasher.combine(sum)
    }
}

extension SegmentedDictionary where Key == SessionKey {
    /// At most so many keys later than one, or from the first, in order, each with its value.
    ///
    /// It looks at one part after the other, which lie in the order of their keys: never at everything.
    public func elements(after cursor: SessionKey?, limit: Int) -> [(key: SessionKey, value: Value)] {
        var found: [(key: SessionKey, value: Value)] = []
        for part in parts[(cursor.map(part) ?? 0)...] where found.count < limit {
            let later = part.keys.filter { key in cursor.map { key > $0 } ?? true }.sorted()
            for key in later.prefix(limit - found.count) {
                if let value = part[key] { found.append((key, value)) }
            }
        }
        return found
    }
}
