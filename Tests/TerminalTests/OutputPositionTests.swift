import Terminal
import Testing

@Suite struct OutputPositionTests {
    @Test func writtenPositionReadsBack() {
        for position in [OutputPosition(epoch: 0, offset: 0), OutputPosition(epoch: .max, offset: (1 << 63) - 1)] {
            #expect(OutputPosition(position.description) == position)
        }
    }

    @Test(arguments: [
        "", ":", "1", "1:", ":1", "1:2:3", "-1:2", "1:-2", "+1:2", "1:+2", " 1:2", "1:2 ", "1:2\n", "NaN:1", "1:NaN",
        "0x1:2", "1:1e3", "1.0:2", "4294967296:0", "1:9223372036854775808", "1:18446744073709551616", "01:2", "1:02",
        "١:٢", "1:99999999999999999999999999999999999999",
    ])
    func anythingElseIsNoPosition(text: String) {
        #expect(OutputPosition(text) == nil)
    }

    @Test func offsetBeyondTheBoundBecomesTheLastOne() {
        #expect(OutputPosition(epoch: 1, offset: .max).offset == OutputPosition.offsetBound - 1)
    }
}
