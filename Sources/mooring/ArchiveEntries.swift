import Foundation
import SessionArchive
import SessionCore

/// The entries of an exported file, one after the other; what is wrong with it is told with file and line.
struct ArchiveEntries {
    private var lines: LineReader
    private var archive: ArchiveReader
    private let name: String
    /// How many bytes were read.
    private(set) var bytes: Int

    init(_ lines: LineReader, keys: EncryptionKeys?, of name: String) throws {
        self.name = name
        self.lines = lines
        let header = try ArchiveEntries.line(1, of: name, &self.lines) ?? Data()
        do {
            archive = try ArchiveReader(header: header, keys: keys)
        } catch {
            throw StartupProblem("\(name):\(error.line): \(error.what)")
        }
        guard (archive.header.encryption == nil) == (keys == nil) else {
            throw StartupProblem(
                "\(name):1: the file is not encrypted, so anybody may have written it; say --plain to take it in")
        }
        bytes = header.count + 1
    }

    /// What was read so far.
    var count: ArchiveCount { archive.count }

    /// The next entry, or nothing after the last line of a whole file.
    mutating func next() throws -> StoredEntry? {
        guard !archive.isThrough else { return nil }
        do {
            guard let line = try ArchiveEntries.line(archive.number, of: name, &lines) else {
                try archive.finish()
                return nil
            }
            bytes += line.count + 1
            if let entry = try archive.read(line) { return entry }
            if let more = try ArchiveEntries.line(archive.number, of: name, &lines) { _ = try archive.read(more) }
            return nil
        } catch let problem as ArchiveProblem {
            throw StartupProblem("\(name):\(problem.line): \(problem.what)")
        }
    }

    private static func line(_ number: Int, of name: String, _ lines: inout LineReader) throws -> Data? {
        do {
            return try lines.next()
        } catch LineReader.Failure.tooLong {
            throw StartupProblem("\(name):\(number): the line is longer than any line of an export")
        } catch LineReader.Failure.cutOff {
            throw StartupProblem("\(name):\(number): the file is cut off in this line; copy or export it again")
        } catch {
            throw StartupProblem("\(name):\(number): it cannot be read: \(error.localizedDescription)")
        }
    }
}
