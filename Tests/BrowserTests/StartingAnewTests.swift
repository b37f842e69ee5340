import Foundation
import TestSupport
import Testing

/// What the page offers a browser whose cookie the server does not take.
@Suite(.serialized) struct StartingAnewTests {
    /// Whoever starts anew second must not throw away what the first was given.
    @Test(.timeLimit(.minutes(4))) func twoRefusedWindowsThatStartAnewShareOneWorkspace() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let first = try await profile.open(server.url)
        try await first.waitUntilLive()
        let before = try await first.terminal()
        let second = try await profile.open(server.url)
        try await second.waitUntilLive()

        try await first.spoilCookie(of: server.url)
        for page in [first, second] {
            try await page.reload()
            try await page.wait(for: "document.documentElement.dataset.state === 'refused'")
        }
        try await first.startAnew()
        let handle = try await first.terminal()
        #expect(handle != before)
        try await second.startAnew()
        #expect(try await second.terminal() == handle)

        try await first.reload()
        try await first.waitUntilLive()
        #expect(try await first.terminal() == handle, "the first window's new workspace was orphaned")
        try await browser.close()
    }
}

extension BrowserPage {
    /// Changes one character in the middle of the server's cookie, as for a token nobody ever gave out.
    fileprivate func spoilCookie(of url: String) async throws {
        let cookies = try await call("Network.getCookies", ["urls": [.string(url)]])
        let cookie = cookies["cookies"][0]
        let name = try #require(cookie["name"].string)
        var value = Array(try #require(cookie["value"].string))
        try #require(!value.isEmpty)
        value[value.count / 2] = value[value.count / 2] == "A" ? "B" : "A"
        let set = try await call(
            "Network.setCookie",
            [
                "name": .string(name), "value": .string(String(value)), "url": .string(url), "httpOnly": true,
                "sameSite": "Strict",
            ])
        #expect(set["success"] == true)
    }

    /// Presses the button of a refusal and waits for what it leads to.
    fileprivate func startAnew() async throws {
        try await bringToFront()
        try await evaluate("globalThis.isBeforeStart = true")
        try await click("#refused button")
        try await wait(for: "globalThis.isBeforeStart === undefined")
        try await waitUntilLive()
    }
}
