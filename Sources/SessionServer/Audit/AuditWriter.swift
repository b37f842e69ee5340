import Glibc
package import Logging
import NIOPosix
import ServiceLifecycle
package import SessionCore
import Synchronization
import Terminal

/// Writes the audit log as JSON lines, in the order in which things were done.
///
/// What waits is bounded by ``Limits/auditEntries``; what does not fit, or cannot be written, is counted, and the count
/// is the next line. As a service it writes until everything else has stopped. A file is only ever appended to: whoever
/// moves it away calls ``reopen()``.
package final class AuditWriter: AuditLog, Service {
    private let target: AuditTarget
    private let clock: any SessionClock
    private let logger: Logger
    private let waiting = Mutex(Waiting())
    private let output: Mutex<CInt>
    private let calls: AsyncStream<Void>.Continuation
    private let arrivals: AsyncStream<Void>

    private struct Waiting {
        var lines: [[UInt8]] = []
        var lost = 0
    }

    /// Opens the file, and writes nothing yet. Throws ``ServerSetupError`` when it cannot be opened for writing.
    package init(to target: AuditTarget, clock: any SessionClock, logger: Logger) throws(ServerSetupError) {
        self.target = target
        self.clock = clock
        self.logger = logger
        (arrivals, calls) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        output = Mutex(try AuditWriter.open(target))
    }

    deinit {
        let descriptor = output.withLock { $0 }
        if descriptor != STDOUT_FILENO { _ = Glibc.close(descriptor) }
    }

    package func record(_ entry: AuditEntry) {
        // Under the lock, so that the times of the lines rise.
        waiting.withLock { waiting in
            if waiting.lines.count < Limits.auditEntries {
                waiting.lines.append(entry.line(at: clock.now))
            } else {
                waiting.lost += 1
            }
        }
        calls.yield()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in self.arrivals { await self.write() }
        }
        await write()
    }

    /// Opens the file anew, after the old one was moved away; where that fails the old one stays in use.
    package func reopen() {
        guard case .file(let path) = target else { return }
        do {
            let fresh = try AuditWriter.open(target)
            let old = output.withLock { output in
                defer { output = fresh }
                return output
            }
            _ = Glibc.close(old)
            logger.notice("The audit log was opened anew", metadata: ["file": "\(path)"])
        } catch {
            logger.error("The audit log could not be opened anew", metadata: ["problem": "\(error)"])
        }
    }

    /// Writes all that waits, on a thread that may wait for a disk.
    private func write() async {
        let (lines, lost) = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return (waiting.lines, waiting.lost)
        }
        var bytes = Array(lines.joined())
        if lost > 0 {
            bytes += AuditEntry(.lost, detail: ["entries": "\(lost)"]).line(at: clock.now)
        }
        guard !bytes.isEmpty else { return }
        let ready = bytes
        // Not to be cancelled: what is taken out of the queue is written, also at the end.
        let problem = await withCheckedContinuation { continuation in
            NIOThreadPool.singleton.submit { continuation.resume(returning: $0 == .active ? self.put(ready) : EIO) }
        }
        guard problem != 0 else { return }
        waiting.withLock { $0.lost += lines.count + lost }
        logger.error(
            "The audit log could not be written; the lost entries are counted",
            metadata: ["reason": "\(SystemReason.text(problem))", "entries": "\(lines.count)"])
    }

    /// The number of the system's error, or 0.
    private func put(_ bytes: [UInt8]) -> CInt {
        output.withLock { descriptor in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count < 0, errno != EINTR {
                    return errno
                }
            }
            return 0
        }
    }

    private static func open(_ target: AuditTarget) throws(ServerSetupError) -> CInt {
        guard case .file(let path) = target else { return STDOUT_FILENO }
        let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw ServerSetupError(
                "\(path): the audit log cannot be written there (\(SystemReason.text(errno))); "
                    + "choose another audit.file, or audit.to: stdout")
        }
        return descriptor
    }
}
