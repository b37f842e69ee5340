import SessionCore

/// What a line after the header says: one field, whose name says what it is.
enum ArchiveLine: Codable {
    case entry(StoredEntry)
    case end(ArchiveCount)

    /// The not-before epoch of a principal.
    private struct Epoch: Codable {
        let principal: Principal
        let notBefore: Timestamp

        init(_ principal: Principal, _ notBefore: Timestamp) {
            self.principal = principal
            self.notBefore = notBefore
        }

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder, ["principal", "not-before"])
            principal = try fields.value("principal", Principal.init)
            notBefore = Timestamp(milliseconds: try fields.value("not-before"))
        }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: FieldName.self)
            try fields.encode(principal.text, forKey: "principal")
            try fields.encode(notBefore.milliseconds, forKey: "not-before")
        }
    }

    init(from decoder: any Decoder) throws {
        let names = try decoder.container(keyedBy: FieldName.self).allKeys.map(\.stringValue)
        switch names.first {
        case "tombstone":
            let value: ArchivedTombstone = try Fields(decoder, ["tombstone"]).value("tombstone")
            self = .entry(.session(value.key, .ended(value.tombstone)))
        case "epoch":
            let value: Epoch = try Fields(decoder, ["epoch"]).value("epoch")
            self = .entry(.epoch(value.principal, value.notBefore))
        case "end": self = .end(try Fields(decoder, ["end"]).value("end"))
        default:
            let value: ArchivedRecord = try Fields(decoder, ["session"]).value("session")
            self = .entry(.session(value.record.key, .live(value.record)))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        switch self {
        case .entry(.session(_, .live(let record))): try fields.encode(ArchivedRecord(record), forKey: "session")
        case .entry(.session(let key, .ended(let tombstone))):
            try fields.encode(ArchivedTombstone(key, tombstone), forKey: "tombstone")
        case .entry(.epoch(let principal, let instant)): try fields.encode(Epoch(principal, instant), forKey: "epoch")
        case .end(let count): try fields.encode(count, forKey: "end")
        }
    }
}
