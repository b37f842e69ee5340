import Foundation
import TestSupport
import Testing

/// The page on the baseline that does not share: every socket is somebody of its own, and HTTP knows nobody.
@Suite(.serialized) struct BaselineTests {
    @Test(.timeLimit(.minutes(4))) func twoWindowsOfTheBaselineAreLiveAndDoNotShare() async throws {
        let house = try BrowserHouse(settings: try BrowserHouse.file("Config/memory-socket.yaml"))
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let first = try await profile.open(server.url)
        try await first.waitUntilLive()
        let second = try await profile.open(server.url)
        try await second.waitUntilLive()
        let (mine, other) = (try await first.terminal(), try await second.terminal())
        #expect(mine != other, "two sockets are one principal")

        try await first.typeLine("echo from-$((40+1))-first", into: mine)
        try await first.waitUntil(mine, shows: "from-41-first")
        try await second.typeLine("echo from-$((40+2))-second", into: other)
        try await second.waitUntil(other, shows: "from-42-second")
        let seen = try await second.evaluate("mooring.text('\(other)').join()").string ?? ""
        #expect(!seen.contains("from-41-first"))
        let foreign = try await second.evaluate("mooring.text('\(mine)') === undefined")
        #expect(foreign == true, "the second window shows the first one's terminal")
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func theDebugPageOfTheBaselineSaysThatHTTPKnowsNobody() async throws {
        let house = try BrowserHouse(settings: try BrowserHouse.file("Config/memory-socket.yaml"))
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let page = try await profile.open(server.url)
        try await page.waitUntilLive()
        let debug = try await profile.open(server.url + "/debug/workspace")
        try await debug.wait(for: "document.querySelector('#verdict').dataset.shared === 'false'")
        try await debug.wait(for: "document.querySelector('#sessions tbody').innerText.includes('socket-id')")
        #expect(try await debug.evaluate("document.querySelectorAll('#windows li').length") == 1)
        try await browser.close()
    }
}
