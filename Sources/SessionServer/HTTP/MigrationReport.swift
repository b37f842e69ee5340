/// How a migration stands, as it is told to those who run the server. It names handles, never keys or tokens.
package struct MigrationReport: Encodable, Sendable, Hashable {
    /// Where it stands.
    package enum Phase: String, Encodable, Sendable, Hashable {
        /// There is none.
        case none
        /// The old store answers, the new one is being filled.
        case copying
        /// The old store answers, the new one holds everything.
        case ready
        /// The new store answers, and the old one gets every write.
        case cutOver = "cut-over"
        /// The new store answers, and the old one is left alone.
        case finished
    }

    /// What the second store lacks.
    package struct Divergences: Encodable, Sendable, Hashable {
        /// How many sessions and epochs.
        package var count = 0
        /// The public names of some of the sessions.
        package var handles: [String] = []

        package init() {}
    }

    /// What the copier does.
    package struct Progress: Encodable, Sendable, Hashable {
        package var step: String
        /// Entries that this step has looked at, and how many there are, if that is known.
        package var read: Int
        package var total: Int?
        /// Entries in a second, and how many seconds of this step are left, if that can be told.
        package var rate: Int
        package var remainingSeconds: Int?

        package init(step: String, read: Int, total: Int?, rate: Int, remainingSeconds: Int?) {
            self.step = step
            self.read = read
            self.total = total
            self.rate = rate
            self.remainingSeconds = remainingSeconds
        }
    }

    package var phase: Phase
    /// The backend of the server's configuration, and the file that names the other one.
    package var from: String
    package var to: String?
    /// When this phase began, as RFC 3339.
    package var since: String?
    /// Whether the store that does not answer holds everything but the divergences.
    package var complete = false
    package var progress: Progress?
    package var divergences = Divergences()
    /// Since the second store was opened: entries copied and compared, writes that went to both, loads that were asked of
    /// both, how many of these were answered differently, and how often the copy began anew.
    package var counts: [String: Int] = [:]
    /// What stands in the way at present, in words.
    package var problem: String?
    /// What can be done next, in words.
    package var next: String = ""

    package init(phase: Phase, from: String) {
        self.phase = phase
        self.from = from
    }
}
