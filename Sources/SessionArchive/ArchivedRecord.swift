import Foundation
import SessionCore

/// A session as a line has it.
struct ArchivedRecord: Codable {
    let record: SessionRecord

    init(_ record: SessionRecord) {
        self.record = record
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(
            decoder,
            [
                "key", "handle", "kind", "owner", "version", "created", "authenticated", "touched", "idle", "absolute",
                "payload",
            ])
        var record = SessionRecord(
            key: try fields.value("key", SessionKey.init(hexadecimal:)),
            handle: try fields.value("handle", SessionHandle.init),
            kind: try fields.value("kind", SessionKind.init),
            owner: try fields.value("owner", Principal.init),
            createdAt: Timestamp(milliseconds: try fields.value("created")),
            idleDeadline: ArchivedRecord.deadline(try fields.value("idle")),
            absoluteDeadline: ArchivedRecord.deadline(try fields.value("absolute")),
            payload: try fields.value("payload") { Data(base64Encoded: $0).map(Array.init) })
        record.version = try fields.value("version")
        record.authenticatedAt = Timestamp(milliseconds: try fields.value("authenticated"))
        record.touchedAt = Timestamp(milliseconds: try fields.value("touched"))
        guard record.version > 0, record.payload.count <= SessionCore.Limits.payloadBytes else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "version 0, or a payload over the limit"))
        }
        self.record = record
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(record.key.hexadecimal, forKey: "key")
        try fields.encode(record.handle.text, forKey: "handle")
        try fields.encode(record.kind.text, forKey: "kind")
        try fields.encode(record.owner.text, forKey: "owner")
        try fields.encode(record.version, forKey: "version")
        try fields.encode(record.createdAt.milliseconds, forKey: "created")
        try fields.encode(record.authenticatedAt.milliseconds, forKey: "authenticated")
        try fields.encode(record.touchedAt.milliseconds, forKey: "touched")
        try fields.encode(ArchivedRecord.field(record.idleDeadline), forKey: "idle")
        try fields.encode(ArchivedRecord.field(record.absoluteDeadline), forKey: "absolute")
        try fields.encode(Data(record.payload).base64EncodedString(), forKey: "payload")
    }

    /// `null` stands for a deadline that does not come.
    static func field(_ deadline: Timestamp) -> Int64? {
        deadline == .never ? nil : deadline.milliseconds
    }

    static func deadline(_ field: Int64?) -> Timestamp {
        field.map { Timestamp(milliseconds: $0) } ?? .never
    }
}
