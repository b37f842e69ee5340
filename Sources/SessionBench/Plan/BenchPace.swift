import Synchronization

/// When calls are due, at a rate that does not ask whether earlier ones have been answered (open loop).
///
/// Callers take the instants in turn. A call that begins late because all callers were busy is measured from the instant
/// at which it was due, so that a stall shows in every call that came meanwhile (no coordinated omission).
final class BenchPace: Sendable {
    private let began: UInt64
    private let deadline: UInt64
    private let perSecond: Double
    private let taken = Atomic(0)

    init(perSecond: Double, from began: UInt64, until deadline: UInt64) {
        self.perSecond = perSecond
        self.began = began
        self.deadline = deadline
    }

    /// The instant of the next call that nobody has taken, or nothing when no more are due.
    func next() -> UInt64? {
        let instant = due(taken.add(1, ordering: .relaxed).oldValue)
        return instant < deadline ? instant : nil
    }

    /// How many calls were due and taken by nobody.
    var untaken: UInt64 {
        let all = Int((Double(deadline - began) / 1e9 * perSecond).rounded(.up))
        return UInt64(max(0, all - taken.load(ordering: .relaxed)))
    }

    private func due(_ index: Int) -> UInt64 {
        began + UInt64(Double(index) * 1e9 / perSecond)
    }
}
