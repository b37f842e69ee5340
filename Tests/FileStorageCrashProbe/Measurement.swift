import FileStorage
import SessionCore

/// How long things take, for a person to read; nothing is judged here.
enum Measurement {
    private static let start = CrashScript.start
    private static let payload = [UInt8](repeating: 7, count: 1_024)

    private static func key(_ number: Int) -> SessionKey {
        let digits = String(number, radix: 16)
        guard let token = SessionToken(String(repeating: "0", count: 64 - digits.count) + digits) else {
            fatalError("a token of the measurement is not one")
        }
        return token.key
    }

    private static func record(_ number: Int) -> SessionRecord {
        guard let handle = SessionHandle("m-\(number)"), let owner = Principal("user:issuer|\(number / 10)") else {
            fatalError("a name of the measurement is not one")
        }
        return SessionRecord(
            key: key(number), handle: handle, kind: .terminal, owner: owner, createdAt: start,
            idleDeadline: start.advanced(by: .seconds(3_600)), absoluteDeadline: .never, payload: payload)
    }

    private static func say(_ what: String, _ duration: Duration) {
        CrashProbe.say("\(what) \(Int(duration / .microseconds(1))) us")
    }

    /// Fills the store where it is empty, has it compacted under load, then sweeps it but for ten.
    static func many(_ count: Int, in store: FileStorage) async {
        let clock = ContinuousClock()
        if store.recovery.sessions == 0 {
            say("fill", await clock.measure { await fill(count, store) })
            let pauses = await longestCalls(count, store)
            say("longest load while the log is rewritten and compacted", pauses.load)
            say("longest commit while the log is rewritten and compacted", pauses.commit)
            return
        }
        CrashProbe.say("sessions \(store.recovery.sessions)")
        let end = start.advanced(by: .seconds(7_200))
        for number in 0..<10 {
            _ = try? await store.touch(key(number), idleDeadline: .never, at: start)
        }
        var (swept, longest) = (0, Duration.zero)
        let all = await clock.measure {
            var isDone = false
            while !isDone {
                let one = await clock.measure {
                    let count = (try? await store.sweep(limit: 1_000, at: end)) ?? 0
                    swept += count
                    isDone = count == 0
                }
                longest = max(longest, one)
            }
        }
        say("sweep of \(swept)", all)
        say("longest sweep of 1000", longest)
    }

    private static func fill(_ count: Int, _ store: FileStorage) async {
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<64 {
                group.addTask {
                    for number in stride(from: writer, to: count, by: 64) {
                        _ = try? await store.create(record(number))
                    }
                }
            }
        }
    }

    /// Commits to every session once or more, so that compactions run, while one caller loads and one commits.
    private static func longestCalls(_ count: Int, _ store: FileStorage) async -> (load: Duration, commit: Duration) {
        let clock = ContinuousClock()
        return await withTaskGroup(of: (load: Duration, commit: Duration).self) { group in
            for writer in 0..<8 {
                group.addTask {
                    var longest = (load: Duration.zero, commit: Duration.zero)
                    for version in 1...2 {
                        for number in stride(from: writer, to: count, by: 8) {
                            let commit = await clock.measure {
                                _ = try? await store.commit(
                                    payload, for: key(number), expecting: UInt64(version), idleDeadline: nil, at: start)
                            }
                            let load = await clock.measure {
                                _ = try? await store.load(key((number &* 7_919) % count), at: start)
                            }
                            longest = (max(longest.load, load), max(longest.commit, commit))
                        }
                    }
                    return longest
                }
            }
            return await group.reduce(into: (.zero, .zero)) { $0 = (max($0.0, $1.load), max($0.1, $1.commit)) }
        }
    }

    /// Commits of some callers at once for ten seconds, then loads.
    static func commits(_ callers: Int, in store: FileStorage) async {
        let clock = ContinuousClock()
        let resident = 100_000
        if store.recovery.sessions == 0 { await fill(resident, store) }
        let until = clock.now + .seconds(5)
        let count = await withTaskGroup(of: Int.self) { group in
            for caller in 0..<max(1, callers) {
                group.addTask {
                    var (count, round) = (0, 0)
                    var versions: [Int: UInt64] = [:]
                    while clock.now < until {
                        let number = (round * max(1, callers) + caller) % resident
                        round += 1
                        let version = versions[number] ?? 1
                        let outcome = try? await store.commit(
                            payload, for: key(number), expecting: version, idleDeadline: nil, at: start)
                        if outcome == .committed(version + 1) { count += 1 }
                        versions[number] = version + 1
                    }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        CrashProbe.say("commits \(count / 5) per second")
        let keys = (0..<resident).map(key)
        let loads = await clock.measure {
            for round in 0..<10 * resident { _ = try? await store.load(keys[(round &* 7_919) % resident], at: start) }
        }
        CrashProbe.say("loads \(Int(Double(10 * resident) / (loads / .seconds(1)))) per second")
    }
}
