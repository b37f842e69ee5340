import FileStorage
import Glibc
import Logging
import SessionCore

/// A process to be killed, and to be refused by its disk: `FileStorageCrashProbe write|commit|hold FOLDER`.
///
/// - `write` follows the ``CrashScript`` for ever, and says the writer's number after each step that was acknowledged.
/// - `commit` commits the byte 9 to ten sessions, once or until each has it, and says what became of it.
/// - `hold` opens the store, says so, and waits for the end of its input.
@main
enum CrashProbe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { exit(2) }
        do throws(StorageError) {
            let store = try await FileStorage.open(
                path: arguments[2], durability: .full, logger: Logger(label: "probe") { _ in SwiftLogNoOpLogHandler() })
            say("open")
            switch arguments[1] {
            case "write": await write(store)
            case "commit": await commit(store, attempts: 1)
            case "retry": await commit(store, attempts: 1_000)
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
    private static func say(_ line: String) {
        var text = line + "\n"
        _ = text.withUTF8 { Glibc.write(1, $0.baseAddress, $0.count) }
    }
}
