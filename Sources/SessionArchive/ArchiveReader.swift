package import Foundation
package import SessionCore

/// Reads the lines of an export, one after the other, and gives out nothing of a line that is not as it was written.
package struct ArchiveReader {
    /// What the file says of itself.
    package let header: ArchiveHeader
    /// What was read so far.
    package private(set) var count = ArchiveCount()
    /// Whether the last line was read.
    package private(set) var isThrough = false
    private let seal: LineSeal
    private let decoder = JSONDecoder()

    /// - Parameters:
    ///   - line: the first line, without its end.
    ///   - keys: the keys there are; nothing reads a file that is not encrypted.
    package init(header line: Data, keys: EncryptionKeys?) throws(ArchiveProblem) {
        header = try ArchiveHeader(line: line)
        var key: EncryptionKey?
        if let name = header.encryption?.key {
            guard let keys else {
                throw ArchiveProblem(1, "the file is encrypted with the key \(name); name it with --key-file FILE")
            }
            key = keys.key(name)
            guard key != nil else {
                throw ArchiveProblem(1, "the file is encrypted with the key \(name), which is not among the keys")
            }
        }
        seal = LineSeal(header: line, encryption: header.encryption, key: key)
    }

    /// The number of the line that comes next, from 1.
    package var number: Int { count.entries + (isThrough ? 3 : 2) }

    /// Reads the next line, without its end.
    ///
    /// - Returns: the entry, or nothing when this was the last line.
    package mutating func read(_ line: Data) throws(ArchiveProblem) -> StoredEntry? {
        let number = number
        guard !isThrough else { throw ArchiveProblem(number, "there is more after the last line of the export") }
        guard let object = seal.open(line, number: number) else { throw ArchiveProblem(number, refusal) }
        let meaning: ArchiveLine
        do {
            meaning = try decoder.decode(ArchiveLine.self, from: object)
        } catch {
            throw ArchiveProblem(number, "this line cannot be understood: \(error.reason)")
        }
        switch meaning {
        case .entry(let entry):
            guard count.sessions == 0 || entry.pass == .live else {
                throw ArchiveProblem(number, "what has ended stands after a session; export again")
            }
            count.add(entry)
            return entry
        case .end(let said):
            guard said == count else {
                throw ArchiveProblem(
                    number, "the file has \(count.entries) entries where it should have \(said.entries)")
            }
            isThrough = true
            return nil
        }
    }

    /// Throws unless the last line was read.
    package func finish() throws(ArchiveProblem) {
        guard isThrough else {
            throw ArchiveProblem(
                number, "the file ends here, before its last line: it is cut off; copy or export it again")
        }
    }

    private var refusal: String {
        guard let key = header.encryption?.key else {
            return "this line is damaged, or stands in another place than it was written for"
        }
        return "this line cannot be opened: it is damaged, stands in another place than it was written for, "
            + "or the key called \(key) is another one than it was sealed with"
    }
}
