import Dispatch
import SessionCore
import Synchronization

/// How the log says that its last group was acknowledged: by a word behind it.
///
/// Without that word nobody could tell a group that a loss of power tore from one that was whole and then rotted; the
/// first is cut off, the second is damage. A log that goes on says so by going on.
extension FileStorage {
    /// Has the log marked when it has rested for a while.
    func markLater() {
        let isFirst = board.withLock { board in
            defer { board.isMarkDue = true }
            return !board.isMarkDue
        }
        guard isFirst else { return }
        let pause = Int(Limits.markPause / .milliseconds(1))
        writing.asyncAfter(deadline: .now() + .milliseconds(pause)) { [weak self] in
            guard let self else { return }
            board.withLock { $0.isMarkDue = false }
            markEnd()
        }
    }

    /// Says in the log that all before was acknowledged, on the writing queue; it needs no sync of its own.
    ///
    /// Nobody waits for it: when the disk refuses, the next group or the next start says the same.
    func markEnd() {
        guard board.withLock({ $0.isSettled && !$0.condition.isFailing }) else { return }
        let bytes = tail.withLock { tail -> Int in
            guard tail?.isMarked == false, tail?.isSound == true else { return 0 }
            var frames = ChangeWriter.markFrames
            do throws(LogTail.Failure) {
                try tail?.append(&frames, isSynchronous: false, isMark: true)
                return frames.count
            } catch {
                return 0
            }
        }
        board.withLock { $0.logBytes += bytes }
        repairIfNeeded()
    }
}
