import Logging
import MemoryStorage
import SessionCore
import TestSupport
import Testing

/// The strategy of the article "Write an identity strategy", held to the five promises.
@Suite struct ArticleIdentityTests {
    private let now = Timestamp(milliseconds: 1_000)
    private let token = SessionToken.random()

    private func strategy(hash: String? = nil, user: String = "user:example|ada") async throws -> any IdentityStrategy {
        let logger = Logger(label: "test")
        let sessions = SessionManager(storage: MemoryStorage(), clock: ManualClock(), logger: logger)
        let values = ["hash": hash ?? token.key.hexadecimal, "user": user]
        return try await IdentityDriver.apiKey.make(
            IdentityDriver.Environment(
                settings: PluginSettings(plugin: "api-key", values: values), sessions: sessions,
                dataDirectory: "/nowhere", logger: logger))
    }

    private func shown(_ texts: String...) -> Credentials {
        Credentials(headers: texts.map { Credentials.Field("x-api-key", $0) })
    }

    @Test func nothingShownIsNothing() async throws {
        #expect(try await strategy().identify(Credentials(), at: now) == nil)
    }

    @Test func theHolderOfTheKeyIsTheUser() async throws {
        let identity = try await strategy().identify(shown(token.text), at: now)
        #expect(identity?.principal.text == "user:example|ada")
        #expect(identity?.ceiling == .editor)
        #expect(try await strategy().identify(shown(token.text, token.text), at: now) == identity)
    }

    @Test func whatIsNotTrustedIsRefused() async throws {
        for text in ["", "short", SessionToken.random().text, token.key.hexadecimal] {
            let strategy = try await strategy()
            let error = await #expect(throws: IdentityError.self) { try await strategy.identify(shown(text), at: now) }
            #expect(error?.code == .refused)
        }
    }

    @Test func twoKeysAreAmbiguous() async throws {
        let strategy = try await strategy()
        let error = await #expect(throws: IdentityError.self) {
            try await strategy.identify(shown(token.text, "another"), at: now)
        }
        #expect(error?.code == .ambiguous)
    }

    @Test func aWrongSettingIsSaidByName() async throws {
        for (hash, user, name) in [("abc", "user:example|ada", "api-key.hash"), (nil, "ada", "api-key.user")] {
            let error = await #expect(throws: IdentityError.self) { try await strategy(hash: hash, user: user) }
            #expect(error?.code == .misconfigured && error?.reason.contains(name) == true)
        }
    }
}
