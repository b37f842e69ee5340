import Glibc
import Logging
import SQLiteStorage
import SessionCore

/// A process to be killed, to be refused by its disk, and to share a file: `SQLiteStorageCrashProbe MODE FILE [LEVEL]`.
///
/// - `write` follows the ``CrashScript`` for ever, and says the writer's number after each step that was acknowledged.
/// - `commit` commits the byte 9 to ten sessions, once or until each has it, and says what became of it.
/// - `look` commits the byte 9 to one session, and then loads it two thousand times.
/// - `count` adds to the number in the session 0 two hundred times, each addition retried until it is committed.
/// - `revoke` ends the sessions 1 to 200, one after another, and says each.
/// - `touch`, `rotate` and `sweep` do that to the sessions 1 to 200, one after another: until 5000 s on, to the key of the
///   session 1000 further, and as if 901 s had passed.
/// - `hold` opens the store, says so, and waits for the end of its input.
@main
enum CrashProbe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let level = Durability(rawValue: arguments.count > 3 ? arguments[3] : "full")
        else { exit(2) }
        do throws(StorageError) {
            let store = try await SQLiteStorage.open(
                path: arguments[2], durability: level,
                logger: Logger(label: "probe") { _ in SwiftLogNoOpLogHandler() })
            say("open")
            switch arguments[1] {
            case "write": await write(store)
            case "commit": await commit(store, attempts: 1)
            case "retry": await commit(store, attempts: 1_000)
            case "look": await look(store)
            case "count": try await count(store)
            case "revoke": try await revoke(store)
            case "touch", "rotate", "sweep": try await visit(store, arguments[1])
            default: _ = readLine()
            }
            try await store.close()
            say("closed")
        } catch {
            say("refused \(error.code) \(error.message)")
        }
    }

    private static func write(_ store: SQLiteStorage) async {
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

    private static func commit(_ store: SQLiteStorage, attempts: Int) async {
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

    private static func look(_ store: SQLiteStorage) async {
        let key = CrashScript.session(0).key
        do throws(StorageError) {
            _ = try await store.commit([9], for: key, expecting: 1, idleDeadline: nil, at: CrashScript.start)
            say("0 committed")
        } catch {
            say("0 \(error.code)")
        }
        for _ in 0..<2_000 { _ = try? await store.load(key, at: CrashScript.start) }
    }

    private static func read(_ key: SessionKey, _ session: Int, in store: SQLiteStorage) async {
        do throws(StorageError) {
            guard case .live(let record) = try await store.load(key, at: CrashScript.start) else {
                return say("\(session) holds nothing")
            }
            say("\(session) holds \(record.payload.first ?? 0)")
        } catch {
            say("\(session) holds \(error.code)")
        }
    }

    private static func count(_ store: SQLiteStorage) async throws(StorageError) {
        let key = CrashScript.session(0).key
        for _ in 0..<200 {
            var isDone = false
            while !isDone {
                guard case .live(let record) = try await store.load(key, at: CrashScript.start) else {
                    return say("lost")
                }
                let number = record.payload.reversed().reduce(0) { $0 << 8 | Int($1) } + 1
                let payload = [UInt8(number & 255), UInt8(number >> 8 & 255)]
                let outcome = try await store.commit(
                    payload, for: key, expecting: record.version, idleDeadline: nil, at: CrashScript.start)
                isDone = outcome == .committed(record.version + 1)
            }
        }
        say("counted")
    }

    private static func revoke(_ store: SQLiteStorage) async throws(StorageError) {
        for number in 1...200 {
            _ = try await store.revoke(CrashScript.session(number).key, reason: .loggedOut, at: CrashScript.start)
            say("\(number)")
        }
    }

    private static func visit(_ store: SQLiteStorage, _ mode: String) async throws(StorageError) {
        let start = CrashScript.start
        for number in 1...200 {
            let key = CrashScript.session(number).key
            switch mode {
            case "touch":
                _ = try await store.touch(key, idleDeadline: start.advanced(by: .seconds(5_000)), at: start)
            case "rotate":
                let rotation = Rotation(to: CrashScript.session(number + 1_000).key)
                _ = try await store.rotate(key, with: rotation, expecting: 1, at: start)
            default: _ = try await store.sweep(limit: 1, at: start.advanced(by: .seconds(901)))
            }
        }
    }

    /// One write, so that a line is whole or missing however the process ends.
    private static func say(_ line: String) {
        var text = line + "\n"
        _ = text.withUTF8 { Glibc.write(1, $0.baseAddress, $0.count) }
    }
}
