import FileStorage
import Glibc
import Logging
import SessionCore

/// A process to be killed, and to be refused by its disk: `FileStorageCrashProbe MODE FOLDER`.
///
/// - `write` follows the ``CrashScript`` for ever, and says the writer's number after each step that was acknowledged.
/// - `commit` commits the byte 9 to ten sessions, once or until each has it, and says what became of it.
/// - `grow` commits 16 MiB to ten sessions, so that the log is compacted, and says what was refused; `grow-normal` does so
///   at durability `normal`, and `grow-compacted-normal` waits for the copy to have its name as well.
/// - `grow-without-files` and `health-without-files` do so with no file descriptor left.
/// - `health` checks the health of the store three times, and says what came of it.
/// - `measure-RECORDS` and `commits-CALLERS` say how fast it is; build them for release.
/// - `hold` opens the store, says so, and waits for the end of its input.
@main
enum CrashProbe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { exit(2) }
        do throws(StorageError) {
            let store = try await FileStorage.open(
                path: arguments[2], durability: arguments[1].hasSuffix("-normal") ? .normal : .full,
                logger: Logger(label: "probe") { _ in SwiftLogNoOpLogHandler() })
            say("open")
            switch arguments[1] {
            case "write": await write(store)
            case "commit": await commit(store, attempts: 1)
            case "retry": await commit(store, attempts: 1_000)
            case "grow", "grow-normal": await grow(store)
            case "grow-compacted-normal":
                await grow(store)
                await isThere(arguments[2] + "/default/0000000002.log")
            case "grow-without-files":
                leaveNoDescriptors()
                await grow(store)
            case "health": await check(store)
            case "health-without-files":
                leaveNoDescriptors()
                await check(store)
            case let mode where mode.hasPrefix("measure-"):
                await Measurement.many(Int(mode.dropFirst(8)) ?? 0, in: store)
            case let mode where mode.hasPrefix("commits-"):
                await Measurement.commits(Int(mode.dropFirst(8)) ?? 0, in: store)
            default: _ = readLine()
            }
            try await store.close()
            say("closed")
        } catch {
            say("refused \(error.code) \(error.message)")
        }
    }

    private static func write(_ store: FileStorage) async {
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<CrashScript.writers {
                group.addTask {
                    for number in 0... {
                        do throws(StorageError) {
                            try await CrashScript.perform(CrashScript.step(number, of: writer), in: store)
                            say("\(writer)")
                        } catch {
                            return
                        }
                    }
                }
            }
        }
    }

    private static func commit(_ store: FileStorage, attempts: Int) async {
        for session in 0..<10 {
            let key = CrashScript.session(session).key
            for attempt in 1...attempts {
                do throws(StorageError) {
                    let outcome = try await store.commit(
                        [9], for: key, expecting: 1, idleDeadline: nil, at: CrashScript.start)
                    say("\(session) \(outcome == .committed(2) ? "committed" : "other")")
                    break
                } catch {
                    if attempt == attempts { say("\(session) \(error.code)") } else { usleep(10_000) }
                }
            }
            await read(key, session, in: store)
        }
    }

    /// Waits for a file that the store makes in its own time; who looks for it afterwards finds out when it never came.
    private static func isThere(_ path: String) async {
        for _ in 0..<3_000 where access(path, F_OK) != 0 { try? await Task.sleep(for: .milliseconds(10)) }
    }

    private static func grow(_ store: FileStorage) async {
        for version in 1...26 {
            for session in 0..<10 {
                do throws(StorageError) {
                    let outcome = try await store.commit(
                        [UInt8](repeating: UInt8(version), count: 65_536), for: CrashScript.session(session).key,
                        expecting: UInt64(version), idleDeadline: nil, at: CrashScript.start)
                    if outcome != .committed(UInt64(version + 1)) { say("\(session) other") }
                } catch {
                    say("\(session) \(error.code)")
                }
            }
        }
        for session in 0..<10 { await read(CrashScript.session(session).key, session, in: store) }
    }

    /// Every file that is opened from now on is one too many.
    private static func leaveNoDescriptors() {
        var limit = rlimit(rlim_cur: 3, rlim_max: 3)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func check(_ store: FileStorage) async {
        for _ in 0..<3 {
            do throws(StorageError) {
                _ = try await store.checkHealth(at: CrashScript.start)
                say("healthy")
            } catch {
                say("ill \(error.code)")
            }
        }
    }

    private static func read(_ key: SessionKey, _ session: Int, in store: FileStorage) async {
        do throws(StorageError) {
            guard case .live(let record) = try await store.load(key, at: CrashScript.start) else {
                return say("\(session) holds nothing")
            }
            say("\(session) holds \(record.payload.first ?? 0)")
        } catch {
            say("\(session) holds \(error.code)")
        }
    }

    /// One write, so that a line is whole or missing however the process ends.
    static func say(_ line: String) {
        var text = line + "\n"
        _ = text.withUTF8 { Glibc.write(1, $0.baseAddress, $0.count) }
    }
}
