import Foundation
import Testing

/// The real application, with windows of several people on it.
@Suite struct ShopTests {
    let folder = TemporaryFolder()

    @Test func aVisitorHasNoSessionUntilSomethingIsInTheCart() async throws {
        let shop = try await RunningShop(folder)
        let window = Window(on: shop)
        #expect(try window.get("/").text.contains("Hello, visitor"))
        #expect(window.token == nil)
        #expect(try window.post("/cart", "article=milk").status == 303)
        #expect(window.token != nil)
        #expect(try window.get("/").text.contains("milk: 1"))
    }

    @Test func signingInKeepsTheCartAndGivesANewToken() async throws {
        let shop = try await RunningShop(folder)
        let window = Window(on: shop)
        _ = try window.post("/cart", "article=milk")
        let before = window.token
        #expect(try window.signIn(as: "ada", "wrong").status == 401)
        #expect(window.token == before)
        let answer = try window.signIn(as: "ada", "engine")
        #expect(answer.status == 303)
        #expect(answer.maxAge == 7 * 86_400 || answer.maxAge == 7 * 86_400 - 1)
        #expect(answer.cookie?.contains("HttpOnly; SameSite=Lax") == true)
        #expect(window.token != before)
        let page = try window.get("/").text
        #expect(page.contains("Hello, ada") && page.contains("milk: 1"))
        #expect(try Window(on: shop, token: before).get("/").text.contains("Hello, visitor"))
    }

    @Test func aPlantedTokenIsWorthNothingAfterSigningIn() async throws {
        let shop = try await RunningShop(folder)
        let attacker = Window(on: shop)
        _ = try attacker.post("/cart", "article=bait")
        for planted in [attacker.token, String(repeating: "0", count: 64)] {
            let victim = Window(on: shop, token: planted)
            _ = try victim.signIn(as: "ada", "engine")
            #expect(victim.token != planted)
            #expect(try victim.get("/").text.contains("Hello, ada"))
            #expect(try Window(on: shop, token: planted).get("/").text.contains("Hello, visitor"))
        }
    }

    @Test func oneDeviceSignsTheOthersOut() async throws {
        let shop = try await RunningShop(folder)
        let laptop = Window(on: shop, device: "laptop")
        let phone = Window(on: shop, device: "phone")
        let stranger = Window(on: shop, device: "stranger")
        for window in [laptop, phone] { _ = try window.signIn(as: "ada", "engine") }
        _ = try stranger.signIn(as: "bob", "builder")
        let list = try laptop.get("/devices").text
        #expect(list.contains("laptop <b>this one</b>") && list.contains("phone") && !list.contains("stranger"))
        for window in [laptop, phone] { #expect(!list.contains(try #require(window.token))) }
        #expect(try laptop.post("/devices/others/logout").status == 303)
        #expect(try phone.get("/").text.contains("Hello, visitor"))
        #expect(try laptop.get("/").text.contains("Hello, ada"))
        #expect(try stranger.get("/").text.contains("Hello, bob"))
        #expect(try phone.post("/devices/others/logout").status == 401)
    }

    @Test func signingOutEndsTheSession() async throws {
        let shop = try await RunningShop(folder)
        let window = Window(on: shop)
        _ = try window.signIn(as: "ada", "engine")
        let before = window.token
        #expect(try window.post("/logout").maxAge == 0)
        #expect(window.token == nil)
        #expect(try Window(on: shop, token: before).get("/").text.contains("Hello, visitor"))
    }

    @Test func aRestartKeepsSessionsAndWhatWasEnded() async throws {
        let first = try await RunningShop(folder)
        let ada = Window(on: first)
        let bob = Window(on: first)
        _ = try ada.post("/cart", "article=milk")
        _ = try ada.signIn(as: "ada", "engine")
        _ = try bob.signIn(as: "bob", "builder")
        let ended = bob.token
        _ = try bob.post("/logout")
        try await first.stop()
        #expect(!first.log.contains(try #require(ada.token)))

        let second = try await RunningShop(folder)
        let page = try Window(on: second, token: ada.token).get("/").text
        #expect(page.contains("Hello, ada") && page.contains("milk: 1"))
        #expect(try Window(on: second, token: ended).get("/").text.contains("Hello, visitor"))
    }

    @Test func anExpiredSessionIsAVisitors() async throws {
        let shop = try await RunningShop(folder, ["--idle", "1500ms"])
        let window = Window(on: shop)
        let age = try window.signIn(as: "ada", "engine").maxAge
        #expect(age == 1 || age == 0)
        let token = window.token
        let deadline = ContinuousClock.now + .seconds(20)
        while try window.get("/").text.contains("Hello, ada") {
            try #require(ContinuousClock.now < deadline, "the session did not end")
            try await Task.sleep(for: .milliseconds(50))
        }
        _ = try window.signIn(as: "ada", "engine")
        #expect(window.token != token)
        #expect(try window.get("/").text.contains("Hello, ada"))
    }

    @Test func aFormOfAnotherSiteChangesNothing() async throws {
        let shop = try await RunningShop(folder)
        let window = Window(on: shop)
        #expect(try window.post("/login", "name=bob&password=builder", origin: "https://evil.example").status == 403)
        #expect(window.token == nil)
        _ = try window.signIn(as: "ada", "engine")
        #expect(try window.post("/logout", origin: "https://evil.example").status == 403)
        #expect(try window.get("/").text.contains("Hello, ada"))
    }

    @Test func theCartOfTwoWindowsIsOne() async throws {
        let shop = try await RunningShop(folder, ["--durability", "none"])
        let window = Window(on: shop)
        _ = try window.post("/cart", "article=milk")
        let token = window.token
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask { try Window(on: shop, token: token).post("/cart", "article=milk").status }
            }
            for try await status in group { #expect(status == 303) }
        }
        #expect(try window.get("/").text.contains("milk: 21"))
    }

    @Test func theBackendIsAFlag() async throws {
        let shop = try await RunningShop(folder, ["--backend", "memory"])
        let window = Window(on: shop)
        _ = try window.signIn(as: "ada", "engine")
        #expect(try window.get("/").text.contains("Hello, ada"))
        try await shop.stop()
        let again = try await RunningShop(folder, ["--backend", "memory"])
        #expect(try Window(on: again, token: window.token).get("/").text.contains("Hello, visitor"))
    }

    @Test func whatIsWrittenIntoAPageIsText() async throws {
        let shop = try await RunningShop(folder)
        let window = Window(on: shop, device: "<b>device</b>")
        _ = try window.post("/cart", "article=%3Cscript%3E")
        _ = try window.signIn(as: "ada", "engine")
        #expect(try window.get("/").text.contains("&lt;script&gt;: 1"))
        #expect(try window.get("/devices").text.contains("&lt;b&gt;device"))
    }

    @Test(arguments: [
        (["--backend", "tape"], "--backend is without a value that it can take"),
        (["--port"], "--port is without a value"), (["--colour", "red"], "there is no option --colour"),
        (["--user", "nobody"], "--user takes NAME:PASSWORD"), (["--idle", "soon"], "--idle is without a value"),
    ])
    func aWrongCommandLineIsSaidAndStartsNothing(_ arguments: [String], _ words: String) async throws {
        let failure = await #expect(throws: TestFailure.self) { try await RunningShop(folder, arguments) }
        #expect(failure?.what.contains(words) == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }
}
