import Synchronization

/// A number that only rises, counted without a lock.
final class MetricCounter: Sendable {
    private let number = Atomic<UInt64>(0)

    var value: UInt64 { number.load(ordering: .relaxed) }

    func add(_ count: UInt64 = 1) { number.wrappingAdd(count, ordering: .relaxed) }
}
