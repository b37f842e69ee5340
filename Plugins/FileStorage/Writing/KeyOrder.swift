/// What is stored, in order, so that a walk through it can rest at any place and go on while it changes.
///
/// The elements lie in short runs: an insertion moves hundreds of them and not all.
struct KeyOrder<Element: Comparable & Sendable>: Sendable {
    private var runs: [[Element]] = []

    /// Puts elements in order, all at once.
    init(_ elements: some Sequence<Element>) {
        let sorted = elements.sorted()
        for start in stride(from: 0, to: sorted.count, by: Limits.keyRun / 2) {
            runs.append(Array(sorted[start..<min(start + Limits.keyRun / 2, sorted.count)]))
        }
    }

    /// At most so many elements later than one, or from the first.
    func elements(after cursor: Element?, limit: Int) -> [Element] {
        var found: [Element] = []
        for run in runs[(cursor.map { run(for: $0) } ?? 0)...] {
            let start = cursor.map { place(of: $0, in: run, orAfter: true) } ?? 0
            found += run[start...].prefix(limit - found.count)
            if found.count == limit { break }
        }
        return found
    }

    /// Adds an element; one that is there already stays alone.
    mutating func insert(_ element: Element) {
        guard !runs.isEmpty else {
            runs = [[element]]
            return
        }
        let index = run(for: element)
        let place = place(of: element, in: runs[index])
        guard place == runs[index].count || runs[index][place] != element else { return }
        runs[index].insert(element, at: place)
        guard runs[index].count > Limits.keyRun else { return }
        let half = runs[index].count / 2
        runs.insert(Array(runs[index][half...]), at: index + 1)
        runs[index].removeSubrange(half...)
    }

    /// Takes an element out; does nothing when it is not there.
    mutating func remove(_ element: Element) {
        guard !runs.isEmpty else { return }
        let index = run(for: element)
        let place = place(of: element, in: runs[index])
        guard place < runs[index].count, runs[index][place] == element else { return }
        runs[index].remove(at: place)
        if runs[index].isEmpty { runs.remove(at: index) }
    }

    /// The last run that begins at or before an element, or the first.
    private func run(for element: Element) -> Int {
        var (low, high) = (0, runs.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if runs[middle][0] <= element { low = middle } else { high = middle }
        }
        return low
    }

    /// The first place in a run whose element is not before another, or is after it.
    private func place(of element: Element, in run: [Element], orAfter isAfter: Bool = false) -> Int {
        var (low, high) = (0, run.count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter ? run[middle] <= element : run[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
