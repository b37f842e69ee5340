import Glibc

/// Finds marks in output that comes in pieces.
struct TerminalMarkScanner {
    private var begun: [UInt8] = []

    /// Takes the next piece and hands over the marks that end in it.
    mutating func scan(_ piece: UnsafeRawBufferPointer, _ found: (TerminalMark) -> Void) {
        var place = 0
        while place < piece.count {
            if begun.isEmpty {
                guard let start = piece.baseAddress,
                    let hit = memchr(start + place, Int32(TerminalMark.separator), piece.count - place)
                else { return }
                place = UnsafeRawPointer(hit) - start
            }
            let taken = min(TerminalMark.length - begun.count, piece.count - place)
            begun.append(contentsOf: piece[place..<place + taken])
            place += taken
            guard begun.count == TerminalMark.length else { return }
            if let mark = TerminalMark(begun) { found(mark) }
            begun.removeAll(keepingCapacity: true)
        }
    }
}
