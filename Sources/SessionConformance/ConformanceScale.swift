public import SessionCore

/// How much work the cases do: a number for each kind of repetition, and where their randomness and time begin.
public struct ConformanceScale: Sendable {
    /// Rounds of each race between two verbs.
    public var races = 1_000
    /// Tasks that commit to one session at the same time.
    public var writers = 64
    /// Commits of each of them.
    public var increments = 50
    /// Sessions that are created at the same time.
    public var creations = 10_000
    /// Sessions that are created, rotated and ended one after another.
    public var cycles = 10_000
    /// Random histories that are compared with the model.
    public var histories = 50
    /// Verbs in each of them.
    public var steps = 200
    /// Orders of calls of several clients that are tried, and compared with the model.
    public var interleavings = 300
    /// What all randomness of the cases comes from. A failure names it.
    public var seed: UInt64
    /// The present of the cases: far off, so that a store which removes by its own clock removes nothing meanwhile.
    public var start = Timestamp(milliseconds: 4_102_444_800_123)

    /// The full amount: seconds for a store in memory.
    public static var full: ConformanceScale { ConformanceScale(seed: .random(in: 1 ... .max)) }

    /// A small amount, for a store whose every write waits for a disk or a network.
    public static var small: ConformanceScale {
        var scale = full
        scale.races = 50
        scale.writers = 16
        scale.increments = 8
        scale.creations = 500
        scale.cycles = 200
        scale.histories = 8
        scale.interleavings = 40
        return scale
    }

    /// Starts from the full amount with a seed of your own.
    public init(seed: UInt64) {
        self.seed = seed
    }
}
