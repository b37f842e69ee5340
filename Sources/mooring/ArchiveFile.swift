import Foundation
import SessionArchive
import SessionCore

/// An exported file that is open, with what is needed to understand it.
final class ArchiveFile {
    /// As it is named in sentences.
    let name: String
    /// Whether it can be read more than once, as a pipe cannot.
    let isSeekable: Bool
    /// The bytes of it, or nothing for a pipe.
    let bytes: Int?
    private let handle: FileHandle
    private let keys: EncryptionKeys?

    /// Opens a file.
    ///
    /// - Parameter keys: what it is sealed with; nothing for a file that is not sealed, which is refused otherwise.
    init(_ path: String, keys: EncryptionKeys?) throws(StartupProblem) {
        name = path == "-" ? "standard input" : path
        self.keys = keys
        do {
            handle = path == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw StartupProblem("\(path) cannot be read: \(error.localizedDescription)")
        }
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
        guard path == "-" || type != .typeDirectory else {
            throw StartupProblem("\(path) is a folder; name a file that mooring export wrote")
        }
        // Only what has an end that can be seen is read twice.
        let end = path != "-" && type == .typeRegular ? try? handle.seekToEnd() : nil
        isSeekable = end != nil
        bytes = end.map { Int($0) }
    }

    /// Reads the whole file from its beginning, entry by entry.
    func read() throws -> ArchiveEntries {
        if isSeekable { try handle.seek(toOffset: 0) }
        return try ArchiveEntries(LineReader(handle, limit: SessionArchive.Limits.lineBytes), keys: keys, of: name)
    }
}
