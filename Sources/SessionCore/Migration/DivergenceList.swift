/// What a migration knows to be missing in the second store, to be made good later.
struct DivergenceList: Sendable {
    /// When a thing was listed, and until when what is read of it may still change behind its back.
    struct Mark: Sendable, Hashable {
        let stamp: UInt64
        let settles: Timestamp?
    }

    private(set) var marks: [MirroredEntry: Mark] = [:]
    /// The old key of each rotation that is not in the second store yet, by the new one.
    private(set) var predecessors: [SessionKey: SessionKey] = [:]
    private var stamp: UInt64 = 0

    var count: Int { marks.count }
    var isEmpty: Bool { marks.isEmpty }

    /// Lists what is missing. The list may have grown beyond ``Limits/divergences`` then.
    ///
    /// - Parameter settles: until when the outcome of the write is not known; nothing for one that was acknowledged.
    mutating func add(_ entries: some Sequence<MirroredEntry>, settles: Timestamp? = nil) {
        stamp += 1
        for entry in entries {
            // What is not settled stays so, whatever is written to it after.
            let before = marks[entry]?.settles
            marks[entry] = Mark(
                stamp: stamp, settles: before.map { max($0, settles ?? $0) } ?? settles)
        }
    }

    /// Takes an entry off that was made good, unless it was listed again meanwhile or is not settled.
    mutating func settle(_ entry: MirroredEntry, _ mark: Mark, at now: Timestamp) {
        guard marks[entry] == mark, mark.settles.map({ $0 <= now }) ?? true else { return }
        marks[entry] = nil
        if case .session(let key) = entry { predecessors[key] = nil }
    }

    /// Notes a rotation before it is made, so that no one writes the new key to the second store without the old one.
    mutating func begin(rotationTo new: SessionKey, from old: SessionKey) {
        predecessors[new] = old
    }

    /// Forgets a rotation that is in the second store, or was not made.
    mutating func end(rotationTo new: SessionKey) {
        if marks[.session(new)] == nil { predecessors[new] = nil }
    }

    /// A key behind those that were rotated into it and may be missing, the oldest first.
    func path(to key: SessionKey) -> [SessionKey] {
        var path = [key]
        while path.count <= Limits.graceSteps, let old = predecessors[path[0]], !path.contains(old) {
            path.insert(old, at: 0)
        }
        return path
    }

    mutating func clear() {
        marks = [:]
        predecessors = [:]
    }
}
