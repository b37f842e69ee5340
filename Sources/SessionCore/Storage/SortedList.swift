/// Distinct elements in order, kept in short runs so that an insertion moves hundreds of them and not all.
struct SortedList<Element: Comparable & Sendable>: Sendable {
    private var runs: [[Element]] = []
    /// The first element of each run, side by side so that a search stays in one place of memory; none for a single run.
    private var firsts: [Element] = []
    private(set) var count = 0

    var isEmpty: Bool { runs.isEmpty }

    /// The elements later than one, or all of them, in order.
    func elements(after cursor: Element?) -> some Sequence<Element> {
        let first = cursor.map { run(for: $0) } ?? 0
        return runs[first...].lazy.joined().drop { element in
            cursor.map { element <= $0 } ?? false
        }
    }

    /// Adds an element; one that is there already stays alone.
    mutating func insert(_ element: Element) {
        guard !runs.isEmpty else {
            runs = [[element]]
            count = 1
            return
        }
        let run = run(for: element)
        let place = runs[run].partition(before: element)
        guard place == runs[run].endIndex || runs[run][place] != element else { return }
        runs[run].insert(element, at: place)
        if place == 0 { note(run) }
        count += 1
        if runs[run].count > Limits.sortedRun { split(run) }
    }

    /// Takes an element out; does nothing when it is not there.
    mutating func remove(_ element: Element) {
        guard !runs.isEmpty else { return }
        let run = run(for: element)
        let place = runs[run].partition(before: element)
        guard place < runs[run].endIndex, runs[run][place] == element else { return }
        runs[run].remove(at: place)
        count -= 1
        if runs[run].isEmpty {
            runs.remove(at: run)
            if !firsts.isEmpty { firsts.remove(at: run) }
            if runs.count < 2 { firsts = [] }
        } else if place == 0 {
            note(run)
        }
    }

    /// The last run that begins at or before an element, or the first; 0 when there is none.
    private func run(for element: Element) -> Int {
        var low = 0
        var high = firsts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if firsts[middle] <= element { low = middle } else { high = middle }
        }
        return low
    }

    private mutating func split(_ run: Int) {
        let half = runs[run].count / 2
        runs.insert(Array(runs[run][half...]), at: run + 1)
        runs[run].removeSubrange(half...)
        if firsts.isEmpty { firsts = [runs[0][0]] }
        firsts.insert(runs[run + 1][0], at: run + 1)
    }

    /// The first element of a run is another.
    private mutating func note(_ run: Int) {
        if !firsts.isEmpty { firsts[run] = runs[run][0] }
    }
}

extension Array where Element: Comparable {
    /// The first place whose element is not before another, in an ordered array.
    fileprivate func partition(before element: Element) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
