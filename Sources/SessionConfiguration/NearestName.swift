/// Finds the name that was probably meant.
enum NearestName {
    /// The known name closest to a wrong one: a few letters off, or one the beginning of the other; nothing if none is.
    static func of(_ name: String, among known: [String]) -> String? {
        let letters = Array(name.lowercased().prefix(Limits.comparedLetters + 1))
        guard !letters.isEmpty, letters.count <= Limits.comparedLetters else { return nil }
        let near = known.map { (name: $0, distance: distance(letters, Array($0.lowercased()))) }
            // Of a short name, two wrong letters leave nothing in common.
            .filter { $0.distance <= min(Limits.nameDistance, max(letters.count, $0.name.count) / 2) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        if let near { return near.name }
        guard letters.count >= 3 else { return nil }
        let text = String(letters)
        return known.sorted().first { $0.lowercased().hasPrefix(text) || text.hasPrefix($0.lowercased()) }
    }

    /// How many letters must be changed, put in, left out, or swapped with their neighbour.
    static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
