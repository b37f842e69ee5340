import Foundation
import SessionCore

/// The file of a ``JournalStorage``: lines at the end are all that ever happens to it.
struct Journal {
    private let handle: FileHandle
    private let isSynchronized: Bool
    private var end: UInt64
    private var isBroken = false

    /// What the journal at a path tells, line by line; nothing when there is no file.
    ///
    /// A last line without its end was never acknowledged: the process ended while it wrote.
    static func read(_ path: String) throws(StorageError) -> [SessionChange] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        var changes: [SessionChange] = []
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        for (number, line) in zip(1..., lines) {
            guard let read = try? JSONDecoder().decode(JournalLine.self, from: line),
                let told = try? read.changes.map({ try $0.change() })
            else { throw StorageError(.corrupt, "line \(number) of \(path) cannot be read") }
            changes += told
        }
        return changes
    }

    /// Writes a table as a new journal in place of the old one, in one step, and opens it to write on.
    init(folder: String, path: String, table: SessionTable, isSynchronized: Bool) throws(StorageError) {
        self.isSynchronized = isSynchronized
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Journal.snapshot(of: table).write(to: URL(fileURLWithPath: path), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            end = try handle.seekToEnd()
        } catch {
            throw StorageError(.misconfigured, "the journal \(path) cannot be written: \(error)")
        }
    }

    /// Writes the changes of one decision as one line: after a crash all of them are there, or none.
    mutating func append(_ changes: [SessionChange]) throws(StorageError) {
        guard !changes.isEmpty else { return }
        guard !isBroken else { throw StorageError(.unavailable, "the journal is broken; open it again") }
        do {
            let line = try Journal.line(changes)
            try handle.write(contentsOf: line)
            if isSynchronized { try handle.synchronize() }
            end += UInt64(line.count)
        } catch {
            try undo(error)
        }
    }

    func close() throws(StorageError) {
        do {
            try handle.synchronize()
            try handle.close()
        } catch {
            throw StorageError(.unknown, "the journal could not be closed: \(error)")
        }
    }

    /// Takes back what a failed write may have left. When even that fails nobody knows what the next start will read.
    private mutating func undo(_ error: any Error) throws(StorageError) {
        do {
            try handle.truncate(atOffset: end)
            try handle.synchronize()
        } catch {
            isBroken = true
            throw StorageError(.unknown, "the journal could not be written: \(error)")
        }
        throw StorageError(.unavailable, "the journal could not be written: \(error)")
    }

    private static func snapshot(of table: SessionTable) throws -> Data {
        var data = Data()
        for (key, entry) in table.entries {
            switch entry {
            case .live(let record): data += try line([.stored(record)])
            case .ended(let tombstone): data += try line([.ended(key, tombstone)])
            }
        }
        for (principal, epoch) in table.epochs { data += try line([.epochRaised(principal, to: epoch)]) }
        return data
    }

    private static func line(_ changes: [SessionChange]) throws -> Data {
        try JSONEncoder().encode(JournalLine(changes: changes.map(JournalLine.Change.init))) + [UInt8(ascii: "\n")]
    }
}
