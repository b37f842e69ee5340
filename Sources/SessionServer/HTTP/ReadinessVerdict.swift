/// Whether the store works, and if not, which part of a session's life it failed at.
enum ReadinessVerdict: Sendable, Hashable {
    case ready
    /// A verb did not do what it should: `create`, `load`, `revoke`, or `health` for a store that checks itself.
    case failed(verb: String, reason: String)
    /// There was no answer in time.
    case late
}
