import Logging
import MemoryStorage
import SessionCore
import SessionTesting
import TestSupport
import Testing

/// The strategy of the article "Write an identity strategy", held to the promises.
@Suite struct ArticleIdentityTests {
    private let now = Timestamp(milliseconds: 1_000)
    private let token = SessionToken.random()
    private let other = SessionToken.random()

    private var users: [SessionKey: Principal] {
        var users: [SessionKey: Principal] = [:]
        users[token.key] = Principal("user:example|ada")
        users[other.key] = Principal("user:example|bob")
        return users
    }

    @Test(arguments: IdentityConformance.cases(for: [.refused, .ambiguous, .secret]))
    func keeps(_ promise: IdentityConformance) async {
        await promise.check {
            IdentitySamples(
                of: APIKeyIdentity(users: users), at: now, trusted: [shown(token.text)], another: shown(other.text),
                foreign: [Credentials(cookies: [.init("x-api-key", token.text)])],
                refused: [shown(""), shown(SessionToken.random().text)], ambiguous: [shown(token.text, other.text)],
                secrets: [token.text, other.text])
        }
    }

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
