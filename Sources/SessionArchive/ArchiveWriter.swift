package import Foundation
package import SessionCore

/// Makes the lines of an export, one after the other: the header, an entry a line, the end.
package struct ArchiveWriter {
    /// The first line of the file; like all lines it comes with its end.
    package let header: Data
    /// What was made lines of so far.
    package private(set) var count = ArchiveCount()
    private let seal: LineSeal
    private let encoder = JSONEncoder.archive

    /// - Parameter key: the key that the header was made for.
    package init(_ header: ArchiveHeader, key: EncryptionKey?) throws {
        let line = try header.line()
        seal = LineSeal(header: line, encryption: header.encryption, key: key)
        self.header = line + ArchiveWriter.lineEnd
    }

    /// The line of an entry.
    package mutating func line(_ entry: StoredEntry) throws -> Data {
        let line = try seal.close(encoder.encode(ArchiveLine.entry(entry)), number: count.entries + 2)
        count.add(entry)
        return line + ArchiveWriter.lineEnd
    }

    /// The last line: without it the file counts as cut off.
    package func end() throws -> Data {
        try seal.close(encoder.encode(ArchiveLine.end(count)), number: count.entries + 2) + ArchiveWriter.lineEnd
    }

    private static let lineEnd = Data([UInt8(ascii: "\n")])
}
