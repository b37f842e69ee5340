import Foundation
import SessionArchive
import SessionCore
import Testing

/// An export of one entry of each kind and form.
struct ArchiveSample {
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    /// One key, called k1, of 32 bytes of 7.
    static func keys(_ id: String = "k1", byte: UInt8 = 7) throws -> EncryptionKeys {
        try EncryptionKeys(text: id + " " + Data(repeating: byte, count: 32).base64EncodedString())
    }

    static func entries() throws -> [StoredEntry] {
        let handles = (0..<5).compactMap { SessionHandle("handle-\($0)") }
        let keys = (0..<6).compactMap { SessionKey(bytes: Array(repeating: UInt8($0), count: 32)) }
        var live = SessionRecord(
            key: keys[3], handle: handles[3], kind: .login,
            owner: try #require(Principal("user:https://id.example|Zoë")),
            createdAt: now, idleDeadline: now.advanced(by: .seconds(60)), absoluteDeadline: .never,
            payload: Array(0...255))
        live.version = 7
        live.touchedAt = now.advanced(by: .seconds(1))
        live.authenticatedAt = now.advanced(by: .seconds(2))
        let empty = SessionRecord(
            key: keys[4], handle: handles[4], kind: .workspace, owner: .workspace(handles[4]), createdAt: now,
            idleDeadline: .never, absoluteDeadline: now.advanced(by: .seconds(90)), payload: [])
        let grace = Tombstone.Grace(successor: keys[3], until: now.advanced(by: .seconds(5)))
        return [
            .epoch(.workspace(handles[0]), now),
            .session(keys[1], .ended(Tombstone(handle: handles[1], reason: .loggedOut, deadline: .never))),
            .session(keys[2], .ended(Tombstone(handle: handles[3], reason: .superseded, deadline: now, grace: grace))),
            .session(keys[3], .live(live)),
            .session(keys[4], .live(empty)),
        ]
    }

    /// The lines of an export, without their ends.
    static func lines(_ key: EncryptionKey?) throws -> [Data] {
        let header = ArchiveHeader(created: now, backend: "memory", namespace: .standard, key: key)
        var writer = try ArchiveWriter(header, key: key)
        var text = writer.header
        for entry in try entries() { text.append(try writer.line(entry)) }
        text.append(try writer.end())
        return text.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    }

    /// Reads lines as a file; throws what is wrong with them.
    static func read(_ lines: [Data], keys: EncryptionKeys?) throws(ArchiveProblem) -> [StoredEntry] {
        var reader = try ArchiveReader(header: lines.first ?? Data(), keys: keys)
        var entries: [StoredEntry] = []
        for line in lines.dropFirst() {
            if let entry = try reader.read(line) { entries.append(entry) }
        }
        try reader.finish()
        return entries
    }
}
