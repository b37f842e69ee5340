/// What a store has answered since the start: every outcome of every verb, every error, and how long calls took.
///
/// Nothing here waits for a lock. It knows no clock: whoever makes it says how time passes.
public final class StorageMetrics: Sendable {
    private let meters: [StorageVerb: VerbMeter]
    private let uptime: @Sendable () -> Duration
    private let ended = MetricCounter()

    /// How long a call may take to be counted in each bucket, from fastest to slowest.
    public static let bounds: [Duration] = [
        .microseconds(10), .microseconds(25), .microseconds(50), .microseconds(100), .microseconds(250),
        .microseconds(500), .milliseconds(1), .microseconds(2_500), .milliseconds(5), .milliseconds(10),
        .milliseconds(25), .milliseconds(50), .milliseconds(100), .milliseconds(250), .milliseconds(500), .seconds(1),
        .milliseconds(2_500), .seconds(5),
    ]

    /// Begins with nothing counted.
    ///
    /// - Parameter uptime: the time since some moment, which never steps back.
    public init(uptime: @escaping @Sendable () -> Duration) {
        self.uptime = uptime
        meters = Dictionary(uniqueKeysWithValues: StorageVerb.allCases.map { ($0, VerbMeter($0)) })
    }

    /// What was counted so far, verb by verb.
    public var measurements: [VerbMeasurement] {
        StorageVerb.allCases.compactMap { meters[$0]?.measurement }
    }

    /// How many records sweeps have ended or removed.
    public var swept: UInt64 { ended.value }

    func countSwept(_ count: Int) { ended.add(UInt64(clamping: count)) }

    /// Makes a call and counts it.
    func measure<Answer: Sendable>(
        _ verb: StorageVerb, outcome: (Answer) -> String = { _ in "done" },
        _ call: () async throws(StorageError) -> Answer
    ) async throws(StorageError) -> Answer {
        let start = uptime()
        do throws(StorageError) {
            let answer = try await call()
            meters[verb]?.answered(outcome(answer), in: uptime() - start)
            return answer
        } catch {
            meters[verb]?.failed(error.code, in: uptime() - start)
            throw error
        }
    }
}
