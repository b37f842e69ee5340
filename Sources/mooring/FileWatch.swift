import ServiceLifecycle
import UnixSignals

/// Calls when files have changed and then stayed as they are for a look, and at once at SIGHUP.
///
/// A file that is still being written looks like one that lost its end, and several are not changed in one moment: that
/// is why they have to stay. The first look counts as a change, so that none between the start and here is missed.
struct FileWatch: Service {
    /// How often the files are looked at: a change may take twice as long.
    static let interval = Duration.seconds(2)

    let paths: [String]
    let wait: @Sendable (Duration) async throws -> Void
    /// Takes what the files say; called by one after the other or at once, as signals come.
    let reload: @Sendable () -> Void

    func run() async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in hangups { reload() }
                }
                group.addTask { await look() }
            }
        }
    }

    private func look() async {
        var seen: [FileTrace?] = []
        var read: [FileTrace?] = []
        while (try? await wait(FileWatch.interval)) != nil {
            let traces = paths.map { FileTrace($0) }
            if traces == seen, traces != read {
                read = traces
                reload()
            }
            seen = traces
        }
    }
}
