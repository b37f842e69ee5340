import SessionCore

/// What remains of a session, as a line has it.
struct ArchivedTombstone: Codable {
    /// Where a rotated key still leads.
    private struct Grace: Codable {
        let grace: Tombstone.Grace

        init(_ grace: Tombstone.Grace) {
            self.grace = grace
        }

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder, ["successor", "until"])
            grace = Tombstone.Grace(
                successor: try fields.value("successor", SessionKey.init(hexadecimal:)),
                until: ArchivedRecord.deadline(try fields.value("until")))
        }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: FieldName.self)
            try fields.encode(grace.successor.hexadecimal, forKey: "successor")
            try fields.encode(ArchivedRecord.field(grace.until), forKey: "until")
        }
    }

    let key: SessionKey
    let tombstone: Tombstone

    init(_ key: SessionKey, _ tombstone: Tombstone) {
        self.key = key
        self.tombstone = tombstone
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["key", "handle", "reason", "deadline", "grace"])
        key = try fields.value("key", SessionKey.init(hexadecimal:))
        tombstone = Tombstone(
            handle: try fields.value("handle", SessionHandle.init),
            reason: try fields.value("reason", EndReason.init(rawValue:)),
            deadline: ArchivedRecord.deadline(try fields.value("deadline")),
            grace: try fields.value("grace", as: Grace?.self)?.grace)
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(key.hexadecimal, forKey: "key")
        try fields.encode(tombstone.handle.text, forKey: "handle")
        try fields.encode(tombstone.reason.rawValue, forKey: "reason")
        try fields.encode(ArchivedRecord.field(tombstone.deadline), forKey: "deadline")
        try fields.encode(tombstone.grace.map(Grace.init), forKey: "grace")
    }
}
