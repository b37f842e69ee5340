import Foundation
import SessionCore
import Synchronization
import TestSupport
import Testing

@testable import JWTIdentity

/// Where keys come from, and how they change.
@Suite struct KeyFileTests {
    private func refusal(_ keys: String, _ change: (inout JWTSettings) -> Void = { _ in }) async -> String {
        do {
            _ = try await TokenHouse(keys: keys, change)
            return "started"
        } catch {
            return "\(error)"
        }
    }

    /// A single JWK, a set, and PEM.
    @Test func aKeyMayBeWrittenInEachOfTheWays() async throws {
        let issuer = try TestIssuer.shared.get()
        for key in issuer.keys {
            let set = TestIssuer.jwks([key])
            let single = String(set.dropFirst("{\"keys\":[".count).dropLast(2))
            for text in [set, single] + [key.pem].compactMap(\.self) {
                let house = try await TokenHouse(keys: text) { $0.algorithms = [key.algorithm] }
                let token = try key.token(header: text == key.pem ? ["kid": "null"] : [:], at: house.now)
                #expect(await house.verdict(token).hasPrefix("accepted"), "\(key.algorithm)")
            }
        }
    }

    @Test func whatGivesNoKeysSaysWhyAndWhatToDo() async throws {
        let issuer = try TestIssuer.shared.get()
        let (rs, es) = (issuer["RS256"], issuer["ES256"])
        let pem = try #require(rs.pem)
        var unsaid = rs.jwk
        unsaid["alg"] = nil
        func alone(_ jwk: [String: String]) -> String {
            TestIssuer.jwks([TestIssuer.Key(id: "", algorithm: "", jwk: jwk, pem: nil) { $0 }])
        }
        for (text, words) in [
            ("", "neither a PEM file nor one JSON object"), ("{\"keys\":[]}", "has no key for"),
            ("{\"keys\":[1]}", "key 1 is no object"), ("{\"keys\":[],\"keys\":[]}", "without repeated names"),
            (TestIssuer.jwks([es, es]), "two keys with the same kid"),
            (alone(es.jwk.merging(["d": "AAAA"]) { $1 }), "key 1 is a private key"),
            (alone(unsaid), "could be RS256 or PS256"), (pem, "could be for RS256 or PS256"),
            (alone(rs.jwk.merging(["alg": "ES256"]) { $1 }), "not for its alg ES256"),
            (alone(rs.jwk.merging(["n": "AQAB"]) { $1 }), "no sound RSA key of at least 2048 bits"),
            (alone(es.jwk.merging(["x": "AAAA"]) { $1 }), "not of 32 bytes"),
            (alone(es.jwk.merging(["x": es.jwk["y"] ?? ""]) { $1 }), "no sound key of its kind"),
            (alone(es.jwk.merging(["use": "enc"]) { $1 }), "has no key for"),
            (alone(es.jwk.filter { $0.key != "kty" }), "has no kty"),
            (pem.replacing("PUBLIC", with: "PRIVATE"), "openssl pkey"), (pem + pem, "several keys"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "openssl x509"),
            (String(repeating: " ", count: 300_000), "more than 262144 bytes"),
            ("{\"keys\":" + String(repeating: "[", count: 100_000), "neither a PEM file"),
        ] {
            let refusal = await refusal(text)
            #expect(
                refusal.contains(words) && refusal.hasPrefix("misconfigured: user-jwt.keys: the key file"), "\(refusal)"
            )
        }
        #expect(await refusal(es.pem ?? "") { $0.algorithms = ["EdDSA"] }.contains("no public key for EdDSA"))
    }

    @Test func keysForOtherThingsAreLeftOut() async throws {
        let issuer = try TestIssuer.shared.get()
        var foreign = issuer["RS256"].jwk
        (foreign["use"], foreign["kid"]) = ("enc", "other")
        let other = TestIssuer.Key(id: "other", algorithm: "", jwk: foreign, pem: nil) { $0 }
        let house = try await TokenHouse(keys: TestIssuer.jwks([issuer["ES256"], other, issuer["HS256"]])) {
            $0.algorithms = ["ES256"]
        }
        #expect(await house.verdict(try issuer["ES256"].token(at: house.now)).hasPrefix("accepted"))
        #expect(await house.verdict(try issuer["HS256"].token(at: house.now)).contains("not known"))
    }

    /// J24: a key that is in the file counts, and one that is not does not; remembered tokens go with their key.
    @Test func j24KeysChangeAndWhatWasRememberedGoesWithThem() async throws {
        let issuer = try TestIssuer.shared.get()
        let (old, new) = (issuer["ES256"], issuer["EdDSA"])
        let house = try await TokenHouse(keys: TestIssuer.jwks([old]))
        let (first, second) = (try old.token(at: house.now), try new.token(at: house.now))
        #expect(await house.verdict(first).hasPrefix("accepted"))
        #expect(await house.verdict(second).contains("not known"))
        try house.replaceKeys(TestIssuer.jwks([old, new]))
        await house.strategy.reload()
        for token in [first, second] { #expect(await house.verdict(token).hasPrefix("accepted")) }
        try house.replaceKeys(TestIssuer.jwks([new]))
        await house.strategy.reload()
        #expect(await house.verdict(first).contains("not known"))
        #expect(await house.verdict(second).hasPrefix("accepted"))
        // The same name for a key of another algorithm: only the new one counts.
        var renamed = issuer["ES384"].jwk
        renamed["kid"] = new.id
        try house.replaceKeys(
            TestIssuer.jwks([TestIssuer.Key(id: new.id, algorithm: "", jwk: renamed, pem: nil) { $0 }]))
        await house.strategy.reload()
        #expect(await house.verdict(second).contains("not the one its key is for"))
    }

    /// The watch, with every look let through by the test.
    @Test func theFileIsWatchedAndABrokenOneKeepsTheOldKeys() async throws {
        let issuer = try TestIssuer.shared.get()
        let house = try await TokenHouse(keys: TestIssuer.jwks([issuer["ES256"]]))
        let settings = JWTSettings(issuer: TestIssuer.issuer, audience: TestIssuer.audience)
        let strategy = try await JWTIdentity(
            settings, keys: house.path, sessions: house.sessions, logger: house.log.logger
        ) { _ in
            try Task.checkCancellation()
            await Task.yield()
        }
        let (first, second) = (try issuer["ES256"].token(at: house.now), try issuer["EdDSA"].token(at: house.now))
        func isTaken(_ token: String) async -> Bool {
            (try? await strategy.identify(.bearer(token), at: house.clock.now)) != nil
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await strategy.run() }
            try house.replaceKeys("{\"keys\":")
            try await eventually("the broken file is told") { house.log.text.contains("are not right") }
            #expect(await isTaken(first))
            try house.replaceKeys(TestIssuer.jwks([issuer["EdDSA"]]))
            try await eventually("the new key counts") { await isTaken(second) }
            #expect(await !isTaken(first))
            try FileManager.default.removeItem(atPath: house.path)
            #expect(await isTaken(second))
            group.cancelAll()
        }
    }
}
