import Testing

@testable import SessionCore

@Suite struct SortedListTests {
    @Test func listAgreesWithASetThatIsSorted() {
        var generator = SystemRandomNumberGenerator()
        var list = SortedList<Int>()
        var model: Set<Int> = []
        for step in 0..<20_000 {
            let element = Int.random(in: 0..<5_000, using: &generator)
            if Int.random(in: 0..<3, using: &generator) > 0 {
                list.insert(element)
                model.insert(element)
            } else {
                list.remove(element)
                model.remove(element)
            }
            guard step.isMultiple(of: 500) else { continue }
            #expect(Array(list.elements(after: nil)) == model.sorted())
            #expect(list.count == model.count)
            #expect(Array(list.elements(after: element)) == model.sorted().filter { $0 > element })
        }
    }

    @Test func emptiedListHoldsNothingAndTakesElementsAgain() {
        var list = SortedList<Int>()
        for element in 0..<3 * Limits.sortedRun { list.insert(element) }
        for element in 0..<3 * Limits.sortedRun { list.remove(element) }
        list.remove(7)
        #expect(list.isEmpty)
        #expect(list.count == 0)
        #expect(Array(list.elements(after: 3)).isEmpty)
        list.insert(1)
        list.insert(1)
        #expect(Array(list.elements(after: nil)) == [1])
    }
}
