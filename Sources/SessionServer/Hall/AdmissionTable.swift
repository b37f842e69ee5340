import SessionCore

/// One bucket for each of many keys, such as addresses, within a bound.
///
/// A bucket that is full again is as good as none, and makes room. Where none is, whoever is new shares one bucket with
/// all others that are: a flood from many addresses costs no memory, and does not touch those who came before it.
struct AdmissionTable: Sendable {
    private let perMinute: Int
    private let capacity: Int
    private var buckets: [String: AdmissionBucket] = [:]
    private var shared: AdmissionBucket
    private var nextClearing = Timestamp(milliseconds: 0)

    /// - Parameters:
    ///   - perMinute: how often a key is admitted in a minute, and at once.
    ///   - capacity: how many keys have a bucket of their own.
    init(perMinute: Int, capacity: Int = Limits.admissionKeys) {
        self.perMinute = perMinute
        self.capacity = capacity
        shared = AdmissionTable.bucket(perMinute)
    }

    /// Whether a key is admitted once more; it is counted if so.
    mutating func take(_ key: String, at now: Timestamp) -> Bool {
        if buckets[key] == nil, buckets.count >= capacity { clear(at: now) }
        guard buckets[key] != nil || buckets.count < capacity else { return shared.take(at: now) }
        return buckets[key, default: AdmissionTable.bucket(perMinute)].take(at: now)
    }

    /// Whether a key would be admitted; nothing is counted.
    func admits(_ key: String, at now: Timestamp) -> Bool {
        var bucket = buckets[key] ?? (buckets.count < capacity ? AdmissionTable.bucket(perMinute) : shared)
        return bucket.take(at: now)
    }

    /// How many keys have a bucket of their own.
    var count: Int { buckets.count }

    /// Lets go of what is full again, at most once a second: a look at all of them is not for every stranger.
    private mutating func clear(at now: Timestamp) {
        guard nextClearing <= now || nextClearing.since(now) > .seconds(1) else { return }
        nextClearing = now.advanced(by: .seconds(1))
        buckets = buckets.filter { !$0.value.isFull(at: now) }
    }

    private static func bucket(_ perMinute: Int) -> AdmissionBucket {
        AdmissionBucket(capacity: perMinute, perSecond: Double(perMinute) / 60)
    }
}
