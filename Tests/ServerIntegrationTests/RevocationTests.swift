import Foundation
import TestSupport
import Testing

/// Scenario 46 and I19: a revocation closes every socket that rests on it, however many they are.
@Suite struct RevocationTests {
    /// `MEASURED_SOCKETS=1000` measures; without it there are as many as the suite has time for. How long it takes is
    /// printed and not judged: that depends on the machine.
    @Test(.timeLimit(.minutes(5))) func aRevocationClosesEverySocketThatRestsOnIt() async throws {
        let count = ProcessInfo.processInfo.environment["MEASURED_SOCKETS"].flatMap(Int.init) ?? 50
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let first = try await TestWindow.open(port: server.port, token: token)
        // In rooms of 25, so that what is shown of who is here does not grow with all of them.
        var windows: [TestWindow] = []
        for _ in 0..<max(1, count / 25) {
            let room = try await server.ask("POST", "/api/workspaces", token: token).json["id"].string
            for _ in 0..<25 {
                windows.append(try await TestWindow.open(port: server.port, token: token, workspace: room))
            }
        }
        // What was shown meanwhile is read before the time is taken: it is the server's time, not this client's.
        for window in windows {
            try await window.until("all of its room are here") { await window.presence["windows"].array.count == 25 }
        }
        let clock = ContinuousClock()
        let times = try await withThrowingTaskGroup(of: (UInt16?, ContinuousClock.Instant).self) { group in
            for window in windows {
                group.addTask { (try await window.untilClosed(within: .seconds(120)), clock.now) }
            }
            let start = clock.now
            // All of them rest on the session whose token was shown.
            let session = await first.welcome["workspace"].string ?? ""
            #expect(try await server.ask("DELETE", "/api/sessions/\(session)", token: token).status == 204)
            var times: [Duration] = []
            for try await (code, end) in group {
                #expect(code == 4401)
                times.append(end - start)
            }
            return times.sorted()
        }
        #expect(times.count == windows.count)
        let (half, most) = (times[times.count / 2], times[min(times.count - 1, times.count * 99 / 100)])
        print(
            "revocation to closed socket, \(times.count) sockets: p50 \(half), p99 \(most), all \(times[times.count - 1])"
        )
        #expect(try await server.ask("GET", "/api/workspaces", token: token).status == 401)
    }
}
