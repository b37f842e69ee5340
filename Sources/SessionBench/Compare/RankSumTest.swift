/// Whether two groups of runs differ by more than their order by chance: the exact rank-sum test of Wilcoxon, Mann and
/// Whitney, which asks nothing of how figures are spread.
enum RankSumTest {
    /// The probability, with no difference at all, of an order of the values at least as uneven as this one; two-sided.
    ///
    /// Equal values count as half a step each way. 1 when a group is empty.
    static func probability(_ first: [Double], _ second: [Double]) -> Double {
        guard !first.isEmpty, !second.isEmpty else { return 1 }
        // Twice the number of pairs in which the second is greater, so that halves are whole.
        var pairs = 0
        for left in first {
            for right in second { pairs += right > left ? 2 : right == left ? 1 : 0 }
        }
        let most = first.count * second.count
        // Towards the nearer end, and to the side of chance where it is not whole.
        let uneven = (min(pairs, 2 * most - pairs) + 1) / 2
        let ways = orders(first.count, second.count)
        let all = ways.reduce(0, +)
        return min(1, 2 * ways.prefix(uneven + 1).reduce(0, +) / all)
    }

    /// In how many orders of two groups each number of pairs has the second greater.
    private static func orders(_ first: Int, _ second: Int) -> [Double] {
        // By the count of the first group: the greatest value is of the first group, or of the second and greater than all
        // of the first.
        var table = Array(repeating: [1.0], count: first + 1)
        for added in 1...second {
            var next = [[1.0]]
            for count in 1...first {
                var ways = Array(repeating: 0.0, count: count * added + 1)
                for (pairs, way) in next[count - 1].enumerated() { ways[pairs] += way }
                for (pairs, way) in table[count].enumerated() { ways[pairs + count] += way }
                next.append(ways)
            }
            table = next
        }
        return table[first]
    }
}
