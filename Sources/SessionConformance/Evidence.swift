import SessionCore

/// What a store answered, in few words: a payload of a megabyte helps nobody to see what is wrong.
enum Evidence {
    static func text(of value: Any) -> String {
        switch value {
        case let record as SessionRecord: text(of: record)
        case LoadOutcome.live(let record): "live(\(text(of: record)))"
        case CommitOutcome.conflict(let record): "conflict(\(text(of: record)))"
        case RotateOutcome.conflict(let record): "conflict(\(text(of: record)))"
        case let page as SessionPage: "\(page.records.map(text)), next \(page.next?.text ?? "none")"
        case let handles as [SessionHandle] where handles.count > 8:
            "\(handles.count) handles from \(handles[0]) on"
        default: String(String(describing: value).prefix(400))
        }
    }

    private static func text(of record: SessionRecord) -> String {
        let sum = record.payload.reduce(into: UInt32(2_166_136_261)) { $0 = ($0 ^ UInt32($1)) &* 16_777_619 }
        return """
            version \(record.version) of \(record.handle) under key \(record.key.hexadecimal.prefix(8)), \
            owner \(record.owner), kind \(record.kind), created \(record.createdAt.milliseconds), \
            authenticated \(record.authenticatedAt.milliseconds), touched \(record.touchedAt.milliseconds), \
            idle \(record.idleDeadline.milliseconds), absolute \(record.absoluteDeadline.milliseconds), \
            \(record.payload.count) bytes with checksum \(String(sum, radix: 16))
            """
    }
}
