import Testing

@testable import SessionCore

@Suite struct SegmentedQueueTests {
    @Test func agreesWithAnArray() {
        var generator = SystemRandomNumberGenerator()
        var queue = SegmentedQueue<Int>()
        var model: [Int] = []
        for step in 0..<3_000 {
            let number = Int.random(in: 0..<2 * Limits.queuePart, using: &generator)
            if Bool.random(using: &generator) {
                for element in 0..<number / 8 {
                    queue.append(step + element)
                    model.append(step + element)
                }
            } else {
                queue.drop(number / 8)
                model.removeFirst(min(number / 8, model.count))
            }
            #expect(queue.count == model.count)
            #expect(queue.first == model.first)
            #expect(queue.last == model.last)
            if step.isMultiple(of: 100) { #expect(Array(queue) == model) }
        }
        queue.drop(.max)
        #expect(queue.isEmpty)
        queue.append(1)
        #expect(Array(queue) == [1])
    }
}
