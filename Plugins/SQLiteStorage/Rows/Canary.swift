import SessionCore

/// The number of a row that a look at the health of the store writes and takes away again.
///
/// It begins with the instant, so that it shows which rows belong to looks that have not ended in time and never will.
struct Canary: Sendable {
    /// The number of the row, never 0.
    let number: Int64
    /// The numbers of those who may be looking at this moment, here or in another process.
    let neighbours: ClosedRange<Int64>

    init(at now: Timestamp) {
        let instant = min(max(now.milliseconds, 0), Canary.lastInstant)
        number = instant << Canary.randomBits | Int64.random(in: 1..<1 << Canary.randomBits)
        let first = max(instant - Limits.canaryMilliseconds, 0)
        let end = instant + Limits.canaryMilliseconds + 1
        neighbours = (first << Canary.randomBits)...(end << Canary.randomBits - 1)
    }

    /// What tells two looks of one millisecond apart.
    private static let randomBits: Int64 = 19
    /// The last instant that has a number of its own, some hundred years from now, in milliseconds since 1970.
    private static let lastInstant: Int64 = 1 << 43
}
