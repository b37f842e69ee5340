import Foundation
import SessionCore

/// The time of day, as a server has it.
struct WallClock: SessionClock {
    var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
