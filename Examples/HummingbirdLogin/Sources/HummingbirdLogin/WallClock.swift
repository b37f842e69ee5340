import Foundation
import SessionCore

/// The clock of the machine.
struct WallClock: SessionClock {
    var now: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
