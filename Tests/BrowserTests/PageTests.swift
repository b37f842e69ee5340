import Foundation
import TestSupport
import Testing

/// The page, in a real browser, on a real server.
@Suite(.serialized) struct PageTests {
    /// Two windows of one profile and a third of another through an invite link; types in each, sees it in all.
    @Test(.timeLimit(.minutes(4))) func threeWindowsOfTwoProfilesShareOneShell() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let (mine, theirs) = (try await browser.newContext(), try await browser.newContext())
        let first = try await mine.open(server.url)
        try await first.waitUntilLive()
        let second = try await mine.open(server.url)
        try await second.waitUntilLive()
        let handle = try await first.terminal()
        #expect(try await second.terminal() == handle)

        try await first.typeLine("echo from-$((40+1))-first", into: handle)
        try await second.waitUntil(handle, shows: "from-41-first")
        try await second.typeLine("echo from-$((40+2))-second", into: handle)
        try await first.waitUntil(handle, shows: "from-42-second")

        let link = try await first.inviteLink(as: "editor")
        let guest = try await theirs.open(link)
        try await guest.waitUntilLive()
        #expect(try await guest.evaluate("location.href.includes('invite')") == false)
        #expect(try await guest.terminal() == handle)
        try await guest.waitUntil(handle, shows: "from-41-first")
        try await guest.typeLine("echo from-$((40+3))-guest", into: handle)
        for page in [first, second, guest] { try await page.waitUntil(handle, shows: "from-43-guest") }

        // What curl would be told.
        let listed = try await first.evaluate("fetch('/api/sessions').then(answer => answer.json())")
        let terminals = listed["sessions"].array.filter { $0["kind"] == "terminal" }
        #expect(terminals.count == 1)
        #expect(terminals.first?["attachments"].array.count == 3)
        try await house.keep(first, "shared-first-window")
        try await house.keep(second, "shared-second-window")
        try await house.keep(guest, "shared-guest")
        for page in [first, second] { #expect(await page.consoleErrors() == []) }
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func aForeignProfileWithoutATokenSeesNothingOfIt() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let mine = try await browser.newContext().open(server.url)
        try await mine.waitUntilLive()
        let handle = try await mine.terminal()
        try await mine.typeLine("echo secret-$((6*7))", into: handle)
        try await mine.waitUntil(handle, shows: "secret-42")
        let workspace = try await mine.evaluate("localStorage.getItem('mooring_workspace')").string ?? ""

        let foreign = try await browser.newContext().open(server.url)
        try await foreign.waitUntilLive()
        #expect(try await foreign.terminal() != handle)
        let listed = try await foreign.evaluate("fetch('/api/sessions').then(answer => answer.text())").text
        #expect(!listed.contains(handle))
        let direct = try await foreign.evaluate("fetch('/api/workspaces/\(workspace)').then(answer => answer.status)")
        #expect(direct == 404)
        let named = try await browser.newContext().open("\(server.url)/#/w/\(workspace)")
        try await named.wait(for: "document.documentElement.dataset.state === 'refused' || window.mooring")
        let text = try await named.evaluate("document.body.innerText")
        #expect(!text.text.contains("secret-42"))
        try await browser.close()
    }

    /// Every line once and in order, also in a window that is reloaded while they are printed.
    @Test(.timeLimit(.minutes(4))) func aReloadInMidOutputLosesAndDoublesNoLine() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let page = try await profile.open(server.url)
        try await page.waitUntilLive()
        let handle = try await page.terminal()
        try await page.typeLine(
            "i=0; while [ $i -lt 600 ]; do i=$((i+1)); echo line-$i; sleep 0.005; done; echo al''l", into: handle)
        for mark in ["line-50", "line-200", "line-350"] {
            try await page.waitUntil(handle, shows: mark)
            try await page.reload()
            try await page.waitUntilLive()
        }
        try await page.waitUntil(handle, shows: "all", within: .seconds(60))
        let lines = try await page.evaluate(
            "mooring.text('\(handle)').filter(line => /^line-[0-9]+$/.test(line.trim())).map(line => line.trim())")
        #expect(lines.array.map { $0.string ?? "" } == (1...600).map { "line-\($0)" })
        try await house.keep(page, "after-three-reloads")
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func whatOneWindowOpensSplitsAndRenamesTheOthersShow() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let first = try await profile.open(server.url)
        try await first.waitUntilLive()
        let second = try await profile.open(server.url, width: 360, height: 700)
        try await second.waitUntilLive()
        try await first.click("#open-tab")
        try await second.wait(for: "document.querySelectorAll('[role=tab]').length === 2")
        try await first.rename(tab: 1, to: "logs")
        try await second.wait(for: "document.body.innerText.includes('logs')")
        try await first.splitPane()
        try await second.click("#tabs > :nth-child(2) [role=tab]")
        try await second.wait(for: "document.querySelectorAll('.pane').length >= 2")
        try await first.emulate(.dark)
        try await house.keep(first, "two-tabs-dark")
        try await first.emulate(.light)
        try await house.keep(first, "two-tabs-light")
        try await house.keep(second, "two-tabs-narrow")
        #expect(
            try await second.evaluate("document.documentElement.scrollWidth <= window.innerWidth") == true,
            "the page is wider than a narrow screen")
        try await browser.close()
    }

    /// After a restart of the server the page says what is gone, and one click brings a shell back under the same id.
    @Test(.timeLimit(.minutes(4))) func anEndedShellIsStartedAgainWithOneClick() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let page = try await browser.newContext().open(server.url)
        try await page.waitUntilLive()
        let handle = try await page.terminal()
        try await page.typeLine("echo before-$((1+1))", into: handle)
        try await page.waitUntil(handle, shows: "before-2")
        let port = server.port
        #expect(try await server.terminate() == 0)
        try await page.wait(for: "document.documentElement.dataset.state !== 'live'")
        try await house.keep(page, "server-is-away")
        let again = try await house.start(port: port)
        try await page.wait(for: "document.documentElement.dataset.state === 'live'", before: .after(.seconds(60)))
        try await page.wait(for: "document.querySelector('.pane[data-state=ended]')")
        try await page.waitUntil(handle, shows: "before-2")
        try await house.keep(page, "shell-has-ended")
        try await page.evaluate("document.querySelector('.pane[data-state=ended] button').focus()")
        try await page.press("Enter")
        try await page.wait(for: "document.querySelector('.pane[data-state=running]')")
        try await page.typeLine("echo after-$((2+2))", into: handle)
        try await page.waitUntil(handle, shows: "after-4")
        #expect(try await again.terminate() == 0)
        try await browser.close()
    }

    @Test(.timeLimit(.minutes(4))) func theDebugPageSaysWhetherTwoWindowsShare() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let profile = try await browser.newContext()
        let first = try await profile.open(server.url)
        try await first.waitUntilLive()
        let debug = try await profile.open(server.url + "/debug/workspace")
        try await debug.wait(for: "document.querySelector('#verdict')?.dataset.shared !== undefined")
        let second = try await profile.open(server.url)
        try await second.waitUntilLive()
        try await debug.wait(for: "document.querySelector('#verdict').dataset.shared === 'true'")
        try await house.keep(debug, "debug-page")
        #expect(await debug.consoleErrors() == [])
        try await browser.close()
    }

    /// The page's codec is held to the same frozen frames as the server's.
    @Test(.timeLimit(.minutes(2))) func theCodecOfThePageKeepsTheFrozenFrames() async throws {
        let house = try BrowserHouse()
        let server = try await house.start()
        let browser = try await Chromium()
        let page = try await browser.newContext().open(server.url)
        try await page.waitUntilLive()
        let check = try BrowserHouse.file("Tests/BrowserTests/Resources/codec-vectors.js")
        let vectors = try BrowserHouse.file("Tests/Vectors/window-protocol.json")
        // The page's policy allows scripts of its own origin only, so the check is evaluated, not loaded.
        let body = check.replacing("export ", with: "")
        let failures = try await page.evaluate(
            "(async () => { const codec = await import('/page/codec.js'); \(body)\n return check(\(vectors), codec); })()"
        )
        #expect(failures == .array([]))
        try await browser.close()
    }
}
