/// Counts the calls of one verb.
final class VerbMeter: Sendable {
    private let verb: StorageVerb
    private let outcomes: [String: MetricCounter]
    private let errors: [String: MetricCounter]
    private let buckets: [MetricCounter]
    private let nanoseconds = MetricCounter()

    init(_ verb: StorageVerb) {
        self.verb = verb
        outcomes = Dictionary(uniqueKeysWithValues: verb.outcomes.map { ($0, MetricCounter()) })
        errors = Dictionary(uniqueKeysWithValues: StorageError.Code.all.map { ($0.description, MetricCounter()) })
        buckets = (0...StorageMetrics.bounds.count).map { _ in MetricCounter() }
    }

    func answered(_ outcome: String, in span: Duration) {
        outcomes[outcome]?.add()
        took(span)
    }

    func failed(_ code: StorageError.Code, in span: Duration) {
        errors[code.description]?.add()
        took(span)
    }

    var measurement: VerbMeasurement {
        VerbMeasurement(
            verb: verb, outcomes: outcomes.mapValues(\.value), errors: errors.mapValues(\.value),
            buckets: buckets.map(\.value), total: .nanoseconds(Int64(clamping: nanoseconds.value)))
    }

    private func took(_ span: Duration) {
        let (seconds, attoseconds) = span.components
        let whole = UInt64(clamping: seconds).multipliedReportingOverflow(by: 1_000_000_000)
        guard !whole.overflow else { return }
        nanoseconds.add(whole.partialValue &+ UInt64(clamping: attoseconds / 1_000_000_000))
        buckets[StorageMetrics.bounds.firstIndex { span <= $0 } ?? StorageMetrics.bounds.count].add()
    }
}
