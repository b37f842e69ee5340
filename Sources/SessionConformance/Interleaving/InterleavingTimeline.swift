import SessionCore

/// A history for people: who asked what when, and when each was answered, with short names for sessions and owners.
struct InterleavingTimeline {
    private let history: InterleavingHistory
    private let start: Timestamp

    init(_ history: InterleavingHistory, start: Timestamp) {
        self.history = history
        self.start = start
    }

    /// One line for each call and each answer.
    var text: String {
        var lines: [(place: Int, text: String)] = []
        for observed in history.calls {
            let who = observed.client == 0 ? "-" : InterleavingTimeline.letter(observed.client)
            lines.append((observed.called, "\(who) asks \(text(of: observed.call)) at \(time(observed.now))"))
            lines.append((observed.answered ?? .max, "\(who) gets \(text(of: observed.answer))"))
        }
        return lines.sorted { $0.place < $1.place }.map { "    " + $0.text }.joined(separator: "\n")
    }

    private static func letter(_ client: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: min(client, 26) - 1)))
    }

    private func time(_ instant: Timestamp) -> String {
        "+\(instant.since(start).milliseconds) ms"
    }

    private func name(_ key: SessionKey?) -> String {
        key.flatMap { history.keys.firstIndex(of: $0) }.map { "key \($0 + 1)" } ?? "another key"
    }

    private func text(of call: StoreCall) -> String {
        switch call {
        case .create(let record):
            "create under \(name(record.key)), idle until \(time(record.idleDeadline))"
        case .load(let key): "load \(name(key))"
        case .commit(let key, let payload, let version, let deadline):
            "commit \(payload) to \(name(key)) expecting version \(version)"
                + (deadline.map { ", idle until \(time($0))" } ?? "")
        case .touch(let key, let deadline): "touch \(name(key)), idle until \(time(deadline))"
        case .rotate(let key, let rotation, let version):
            "rotate \(name(key)) to \(name(rotation.newKey)) expecting version \(version)"
                + (rotation.payload.map { " with \($0)" } ?? "") + (rotation.owner == nil ? "" : " and an owner")
                + (rotation.graceUntil.map { ", grace until \(time($0))" } ?? "")
        case .revoke(let key): "revoke \(name(key))"
        case .list(let owner): "list the sessions of \(owner)"
        case .revokeAll(let owner, let excepted):
            "revoke all of \(owner)" + (excepted.map { " but \(name($0))" } ?? "")
        case .sweep: "sweep"
        }
    }

    private func text(of answer: StoreAnswer) -> String {
        switch answer {
        case .create(let outcome): "\(outcome)"
        case .load(.live(let record)), .commit(.conflict(let record)), .rotate(.conflict(let record)):
            self.text(of: record, isConflict: !answer.isLoad)
        case .load(let outcome): "\(outcome)"
        case .commit(let outcome): "\(outcome)"
        case .touch(.touched(let deadline)): "touched, idle until \(time(deadline))"
        case .touch(let outcome): "\(outcome)"
        case .rotate(let outcome): "\(outcome)"
        case .revoke(let outcome): "\(outcome)"
        case .list(let records): "\(records.map { name($0.key) })"
        case .count(let count): "\(count) ended"
        case .nothing: "an answer"
        case .unknown: "no answer: the outcome is unknown"
        }
    }

    private func text(of record: SessionRecord, isConflict: Bool) -> String {
        "\(isConflict ? "conflict with" : "live:") version \(record.version), \(record.payload) "
            + "under \(name(record.key)), idle until \(time(record.idleDeadline))"
    }
}

extension StoreAnswer {
    fileprivate var isLoad: Bool {
        if case .load = self { true } else { false }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
