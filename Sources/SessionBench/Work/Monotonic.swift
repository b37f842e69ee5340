import Foundation

/// The time that only goes forward, read without a system call.
enum Monotonic {
    /// Nanoseconds since some instant of this boot.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// The instant some seconds from now.
    static func after(_ seconds: Double) -> UInt64 {
        now + UInt64(seconds * 1e9)
    }

    /// The seconds from an instant to now.
    static func seconds(since began: UInt64) -> Double {
        Double(now - began) / 1e9
    }
}
