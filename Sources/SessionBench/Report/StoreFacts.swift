/// A store as it was measured.
package struct StoreFacts: Sendable, Codable {
    /// The name of the backend.
    package var backend: String
    /// What an acknowledged write survived.
    package var durability: String
    /// The sentence with which the backend says so.
    package var guarantee: String
    /// How many sessions stayed in it.
    package var sessions: Int
    /// How long it took to put them in, in seconds, by many callers at once.
    package var fillSeconds: Double = 0
    /// The bytes by which this process grew while they were put in; the bench's own bookkeeping is part of it.
    package var residentBytesGrown: Int64?
    /// The bytes on disk at the end, or nothing for a store without a folder.
    package var diskBytes: UInt64?
    /// How it came back; nothing when the run ended before.
    package var recovery: RecoveryFigure?
    /// What the store tells of itself, by name.
    package var facts: [String: String] = [:]
    /// What the store warns of.
    package var warnings: [String] = []
}
