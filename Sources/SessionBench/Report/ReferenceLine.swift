package import Foundation

/// One line of what a reference program tells: a store, a figure or a note, in the shapes of the report.
package struct ReferenceLine: Sendable, Decodable {
    var store: StoreFacts?
    var figure: BenchFigure?
    var note: String?

    /// Reads a line, or throws what is wrong with it in words.
    package init(_ line: Data) throws(BenchFailure) {
        do {
            self = try JSONDecoder().decode(ReferenceLine.self, from: line)
        } catch {
            throw BenchFailure("the reference program wrote a line that is none of store, figure and note: \(error)")
        }
        guard store != nil || figure != nil || note != nil else {
            throw BenchFailure("the reference program wrote a line with neither store, figure nor note")
        }
    }
}

extension BenchReport {
    /// Takes in what a reference program measured, after the stores of this run.
    package mutating func take(_ line: ReferenceLine) {
        if let store = line.store { stores.append(store) }
        if let figure = line.figure { figures.append(figure) }
        if let note = line.note { notes.append(note) }
    }
}
