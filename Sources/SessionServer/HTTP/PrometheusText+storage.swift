import SessionCore

extension PrometheusText {
    /// Everything a store has answered; outcomes that never came stand there with 0.
    mutating func add(_ metrics: StorageMetrics) {
        let all = metrics.measurements
        family("mooring_storage_calls_total", "counter", "Answers of the store, by verb and outcome.")
        for verb in all {
            for (outcome, count) in verb.outcomes.sorted(by: { $0.key < $1.key }) {
                sample("mooring_storage_calls_total", ["verb": verb.verb.rawValue, "outcome": outcome], count)
            }
        }
        family("mooring_storage_errors_total", "counter", "Errors of the store, by verb and code.")
        for verb in all {
            for (code, count) in verb.errors.sorted(by: { $0.key < $1.key }) {
                sample("mooring_storage_errors_total", ["verb": verb.verb.rawValue, "code": code], count)
            }
        }
        family("mooring_storage_duration_seconds", "histogram", "How long calls to the store took, errors included.")
        for verb in all { addDurations(of: verb) }
        family("mooring_storage_swept_total", "counter", "Records that sweeps ended or removed.")
        sample("mooring_storage_swept_total", metrics.swept)
    }

    private mutating func addDurations(of verb: VerbMeasurement) {
        let name = "mooring_storage_duration_seconds"
        var below: UInt64 = 0
        for (bound, count) in zip(StorageMetrics.bounds, verb.buckets) {
            below += count
            let le = "\(PrometheusText.seconds(bound))"
            sample(name + "_bucket", ["verb": verb.verb.rawValue, "le": le], below)
        }
        below += verb.buckets.last ?? 0
        sample(name + "_bucket", ["verb": verb.verb.rawValue, "le": "+Inf"], below)
        sample(name + "_sum", ["verb": verb.verb.rawValue], PrometheusText.seconds(verb.total))
        sample(name + "_count", ["verb": verb.verb.rawValue], below)
    }
}
