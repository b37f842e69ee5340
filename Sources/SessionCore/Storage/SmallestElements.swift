/// The smallest of many elements, without sorting the rest.
struct SmallestElements<Element: Comparable> {
    private let limit: Int
    /// Grows to twice the limit before it is cut, so that an element costs a comparison and now and then a sort.
    private var elements: [Element] = []
    private var bound: Element?

    /// - Parameter limit: how many to keep; at least one.
    init(_ limit: Int) {
        self.limit = limit
    }

    /// How many there are, at most the limit.
    var count: Int { min(elements.count, limit) }

    /// What is kept, in order.
    var sorted: [Element] { Array(elements.sorted().prefix(limit)) }

    /// Looks at an element, and passes over one that is not after `place`.
    mutating func insert(_ element: Element, after place: Element?) {
        if let place, element <= place { return }
        if let bound, element >= bound { return }
        elements.append(element)
        guard elements.count == 2 * limit else { return }
        elements = sorted
        bound = elements.last
    }
}
