/// First in, first out, in parts: to add an element or to drop some never moves the others.
public struct SegmentedQueue<Element: Sendable>: RandomAccessCollection, Sendable {
    /// All but the first and the last have ``Limits/queuePart`` elements that count.
    private var parts: [[Element]] = []
    /// How many elements of the first part are gone.
    private var skipped = 0
    /// How many elements there are.
    public private(set) var count = 0

    /// Makes an empty queue.
    public init() {}

    /// The place of the oldest element.
    public var startIndex: Int { 0 }
    /// The place behind the latest element.
    public var endIndex: Int { count }

    /// The element at a place, counted from the oldest that is left.
    public subscript(place: Int) -> Element {
        parts[(place + skipped) / Limits.queuePart][(place + skipped) % Limits.queuePart]
    }

    mutating func append(_ element: Element) {
        if skipped + count == parts.count * Limits.queuePart { parts.append([]) }
        parts[parts.count - 1].append(element)
        count += 1
    }

    /// Drops the oldest elements, at most all.
    mutating func drop(_ number: Int) {
        let number = Swift.min(number, count)
        count -= number
        skipped += number
        let whole = skipped / Limits.queuePart
        guard whole > 0 else { return }
        parts.removeFirst(whole)
        skipped -= whole * Limits.queuePart
    }
}
