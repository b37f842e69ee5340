/// How many may come in a time: a bucket that empties by one for each and fills again at a steady pace.
package struct AdmissionBucket: Sendable {
    private let capacity: Double
    private let perSecond: Double
    private var level: Double
    private var filled: Timestamp?

    /// - Parameters:
    ///   - capacity: how many may come at once.
    ///   - perSecond: how many may come in a second for ever.
    package init(capacity: Int, perSecond: Double) {
        self.capacity = Double(capacity)
        self.perSecond = perSecond
        level = Double(capacity)
    }

    /// Whether one more may come. A clock that steps back fills nothing.
    package mutating func take(at now: Timestamp) -> Bool {
        level = level(at: now)
        filled = now
        guard level >= 1 else { return false }
        level -= 1
        return true
    }

    /// Whether it is as it was before anybody came.
    package func isFull(at now: Timestamp) -> Bool { level(at: now) >= capacity }

    private func level(at now: Timestamp) -> Double {
        guard let filled else { return level }
        let seconds = Double(max(0, now.milliseconds - filled.milliseconds)) / 1000
        return min(capacity, level + seconds * perSecond)
    }
}
