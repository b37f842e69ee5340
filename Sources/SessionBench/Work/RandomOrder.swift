/// The order in which a caller takes sessions: a seed decides it (SplitMix64).
struct RandomOrder: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64, caller: Int) {
        state = seed &+ UInt64(caller) &* 0xd6e8_feb8_6659_fd93
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A number below a bound that is more than zero, without the division of the standard library's.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}
