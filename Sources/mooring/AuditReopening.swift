import ServiceLifecycle
import SessionServer
import UnixSignals

/// Opens the audit log anew at SIGHUP, after an operator has moved its file away.
struct AuditReopening: Service {
    private let writer: AuditWriter

    init(_ writer: AuditWriter) {
        self.writer = writer
    }

    func run() async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            for await _ in hangups { self.writer.reopen() }
        }
    }
}
