import Testing

@testable import SessionBench

@Suite struct TerminalMarkTests {
    @Test(arguments: [1, 5, 19, 100])
    func marksAreFoundWhereverOutputIsCut(_ length: Int) {
        let marks = [TerminalMark(.began, 0), TerminalMark(.due, .max), TerminalMark(.key, 0x12_3456)]
        let bytes = marks.flatMap { Array("text \u{1b}[0m".utf8) + $0.bytes } + [TerminalMark.separator]
        var scanner = TerminalMarkScanner()
        var found: [TerminalMark] = []
        for start in stride(from: 0, to: bytes.count, by: length) {
            Array(bytes[start..<min(bytes.count, start + length)]).withUnsafeBytes { piece in
                scanner.scan(piece) { found.append($0) }
            }
        }
        #expect(found == marks)
    }

    @Test func whatIsNoMarkIsNone() {
        let mark = TerminalMark(.due, 7).bytes
        #expect(TerminalMark(mark.dropLast()) == nil)
        #expect(TerminalMark(mark.dropLast() + [0x3a]) == nil)
        #expect(TerminalMark([mark[0], 0x7a] + mark.dropFirst(2)) == nil)
    }
}
