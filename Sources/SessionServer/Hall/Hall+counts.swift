import SessionCore
import Synchronization

/// How much is open in a hall at a moment.
struct HallCounts: Sendable, Hashable {
    var workspaces = 0
    var windows = 0
    var runningTerminals = 0
    var endedTerminals = 0
    var attachments = 0
}

extension Hall {
    /// What is open now.
    var counts: HallCounts {
        var counts = HallCounts()
        for room in rooms {
            counts.workspaces += 1
            counts.windows += room.state.withLock { $0.windows.count }
            for live in room.terminals {
                if live.stateWord == "running" { counts.runningTerminals += 1 } else { counts.endedTerminals += 1 }
            }
        }
        counts.attachments = sessions.attachmentCount
        return counts
    }
}
