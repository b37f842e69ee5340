import Foundation
import TestSupport
import Testing

/// What a person looks at stays in view: the end of the output, the keyboard's place, the way to the keys, the verdict.
@Suite(.serialized) struct KeepingViewTests {
    @Test(.timeLimit(.minutes(4))) func aTerminalThatGrowsStaysAtItsEnd() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let page = try await browser.newContext().open(server.url, width: 1000, height: 400)
        try await page.waitUntilLive()
        let handle = try await page.terminal()
        try await page.typeLine(
            "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo line-$i; done; echo al''l", into: handle)
        try await page.waitUntil(handle, shows: "all")
        let rows = "[...document.querySelectorAll('.xterm-rows > div')].map(row => row.textContent.trim())"
        let isAtEnd = "\(rows).filter(row => row !== '').at(-1).startsWith('ready>')"
        try await page.wait(for: isAtEnd)
        try await page.setViewport(width: 1000, height: 900)
        try await page.wait(for: "\(rows).length > 30")
        try await page.wait(for: isAtEnd)
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func theLastTabLeavesTheKeyboardOnTheButtonThatOpensAnother() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let page = try await browser.newContext().open(server.url)
        try await page.waitUntilLive()
        try await page.bringToFront()
        try await page.click(".xterm-screen")
        try await page.wait(for: "document.activeElement?.classList.contains('xterm-helper-textarea')")
        try await page.press("q", [.alt, .shift])
        try await page.wait(for: "document.activeElement?.id === 'empty-open'")
        try await page.press("Enter")
        try await page.waitUntilLive()
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func aNarrowWindowShowsTheWayToTheKeys() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let page = try await browser.newContext().open(server.url, width: 360, height: 640)
        try await page.waitUntilLive()
        try await page.bringToFront()
        try await page.click("#help")
        try await page.wait(for: "document.querySelector('dialog[open] .keys')")
        #expect(try await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") == true)
        try await browser.close()
    }

    /// A window that arrives while the sessions are being fetched is not in the answer, and must not be forgotten.
    @Test(.timeLimit(.minutes(4))) func theVerdictCountsAWindowThatArrivesDuringAFetch() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let first = try await profile.open(server.url)
        try await first.waitUntilLive()
        let debug = try await profile.open(server.url + "/debug/workspace")
        try await debug.wait(for: "document.querySelector('#verdict').innerText === 'Only this window'")
        try await debug.evaluate(
            """
            (() => { const real = globalThis.fetch; globalThis.held = 0;
              const gate = new Promise(resolve => { globalThis.release = resolve; });
              globalThis.fetch = async (...asked) => {
                const answer = await real(...asked); globalThis.held += 1; await gate; return answer; }; })()
            """)
        try await first.click("#open-tab")
        try await debug.wait(for: "held > 0")
        let second = try await profile.open(server.url)
        try await second.waitUntilLive()
        try await debug.wait(for: "document.querySelectorAll('#windows li').length === 3")
        try await debug.wait(for: "held > 1")
        try await debug.evaluate("release()")
        try await debug.wait(for: "document.querySelector('#verdict').dataset.shared === 'true'")
        try await browser.close()
    }
}
