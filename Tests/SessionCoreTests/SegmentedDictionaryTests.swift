import Testing

@testable import SessionCore

@Suite struct SegmentedDictionaryTests {
    private func key(_ number: Int) -> SessionKey {
        SessionKey(bytes: (0..<32).map { UInt8(truncatingIfNeeded: (number &* 0x9e37_79b9 &+ $0) >> ($0 % 4 * 7)) })
            ?? SessionToken.random().key
    }

    @Test func agreesWithADictionaryAsItGrowsAndShrinks() {
        var generator = SystemRandomNumberGenerator()
        var segmented = SegmentedDictionary<SessionKey, Int>()
        var model: [SessionKey: Int] = [:]
        for step in 0..<30_000 {
            let key = key(Int.random(in: 0..<6_000, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: (segmented[key], model[key]) = (nil, nil)
            case 1:
                segmented[key, default: 7] += step
                model[key, default: 7] += step
            default: (segmented[key], model[key]) = (step, step)
            }
            guard step.isMultiple(of: 1_000) else { continue }
            #expect(segmented.count == model.count)
            #expect(segmented.isEmpty == model.isEmpty)
            #expect(Dictionary(uniqueKeysWithValues: segmented.map { ($0.key, $0.value) }) == model)
            #expect(segmented.keys.sorted() == model.keys.sorted())
            #expect(segmented.values.sorted() == model.values.sorted())
            let later = model.keys.sorted().filter { $0 > key }.prefix(50)
            #expect(segmented.elements(after: key, limit: 50).map(\.key) == Array(later))
        }
        #expect(segmented.elements(after: nil, limit: .max).map(\.key) == model.keys.sorted())
    }

    /// Nothing in it grows with the whole: that is what keeps the one who adds the next key from waiting.
    @Test func noPartGrowsWithTheWhole() {
        var segmented = SegmentedDictionary<SessionKey, Int>()
        let keys = 50 * Limits.segments
        for number in 0..<keys { segmented[SessionToken.random().key] = number }
        #expect(segmented.count == keys)
        #expect((50..<200).contains(segmented.largestPart))
    }

    @Test func equalityDoesNotDependOnTheWayThere() {
        var (one, other) = (SegmentedDictionary<SessionKey, Int>(), SegmentedDictionary<SessionKey, Int>())
        for number in 0...Limits.segments { one[key(number)] = number }
        for number in 3...Limits.segments { one[key(number)] = nil }
        for number in 0..<3 { other[key(number)] = number }
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        other[key(1)] = 9
        #expect(one != other)
    }
}
