import Crypto
import Foundation
import SessionCore
import TestSupport
import Testing

@testable import JWTIdentity

/// RFC 8725 as attacks, by the numbers of the list: each token is crafted, and refused for the reason it must be.
@Suite struct AttackTests {
    private static let algorithms = ["HS256", "RS256", "PS256", "ES256", "ES384", "EdDSA"]
    private static let alien = "the alg of the token is not the one its key is for"
    private static let forged = "the signature of the token is wrong"
    private static let unknown = "the token is signed with a key that is not known"

    private func header(_ alg: String, kid: String) -> String { #"{"alg":"\#(alg)","kid":"\#(kid)","typ":"JWT"}"# }

    private func payload(_ now: Int) -> String {
        #"{"iss":"\#(TestIssuer.issuer)","aud":"mooring","sub":"ada","iat":\#(now),"exp":\#(now + 600)}"#
    }

    /// J1.
    @Test(arguments: ["none", "None", "NONE", "nOnE", ""])
    func j1NoAlgorithmIsRefused(_ alg: String) async throws {
        let house = try await TokenHouse()
        for key in house.issuer.keys {
            let text =
                TestIssuer.encode(header(alg, kid: key.id).utf8) + "." + TestIssuer.encode(payload(house.now).utf8)
            #expect(await house.verdict(text + ".").hasPrefix("the token is not a header"))
            let expected = alg.isEmpty ? "the alg in the header of the token is no short text" : Self.alien
            #expect(await house.verdict(text + ".AAAA") == expected)
            let signed = try key.token(header: header(alg, kid: key.id), payload: payload(house.now))
            #expect(await house.verdict(signed) == expected)
        }
    }

    /// J2: the public key as a secret.
    @Test func j2APublicKeyIsNoSecret() async throws {
        let house = try await TokenHouse()
        for key in house.issuer.keys where key.pem != nil {
            let pem = try #require(key.pem)
            for secret in [Data(pem.utf8), Data((pem + "\n").utf8), Data(base64Encoded: Self.body(of: pem)) ?? Data()] {
                let forger = TestIssuer.secret(key.id, bytes: secret)
                let token = try forger.token(at: house.now)
                #expect(await house.verdict(token) == Self.alien)
            }
        }
    }

    private static func body(of pem: String) -> String {
        pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
    }

    /// J3, J4: every key under every other algorithm, and every name of a key with every other key.
    @Test func j3J4AKeyIsForOneAlgorithm() async throws {
        let house = try await TokenHouse()
        for key in house.issuer.keys {
            for alg in Self.algorithms + ["HS384", "HS512", "RS512", "PS512", "ES512", "ES256K"]
            where alg != key.algorithm {
                let token = try key.token(header: ["alg": "\"\(alg)\""], at: house.now)
                #expect(await house.verdict(token) == Self.alien, "\(key.algorithm) as \(alg)")
            }
            for other in house.issuer.keys where other.id != key.id {
                let renamed = try key.token(header: ["kid": "\"\(other.id)\""], at: house.now)
                #expect(await house.verdict(renamed) == Self.alien)
                let both = ["kid": "\"\(other.id)\"", "alg": "\"\(other.algorithm)\""]
                #expect(await house.verdict(try key.token(header: both, at: house.now)) == Self.forged)
            }
        }
    }

    /// J5: what is too short or not a secret at all keeps the server from starting.
    @Test func j5AWeakSecretKeepsTheServerFromStarting() async throws {
        for count in [0, 1, 16, 31] {
            let weak = TestIssuer.secret("weak", bytes: Data(repeating: 7, count: count))
            let error = await #expect(throws: IdentityError.self) {
                try await TokenHouse(keys: TestIssuer.jwks([weak]))
            }
            #expect(error?.code == .misconfigured && error?.reason.contains("key 1 ") == true, "\(error?.reason ?? "")")
        }
        let error = await #expect(throws: IdentityError.self) { try await TokenHouse(mode: 0o644) }
        #expect(error?.reason.contains("every user of this machine") == true)
    }

    /// J6.
    @Test func j6AnotherNumberOrOrderOfPartsIsRefused() async throws {
        let house = try await TokenHouse()
        let token = try house.issuer["ES256"].token(at: house.now)
        let parts = token.split(separator: ".").map(String.init)
        let wrong = [
            [parts[1], parts[0], parts[2]], [parts[0], parts[2], parts[1]], [parts[0], parts[1]],
            parts + [parts[2]], [parts[0], "", parts[2]], ["", parts[1], parts[2]], [parts[0], parts[1], ""],
            ["", "", ""], parts + [""], [""] + parts,
        ]
        for parts in wrong {
            #expect(!(await house.verdict(parts.joined(separator: "."))).hasPrefix("accepted"))
        }
        // Neither blanks nor padding nor the other alphabet make it the same token.
        for other in [
            token + "=", token + "\n", token.replacing(".", with: ". "), parts[0] + "=." + parts[1] + "." + parts[2],
        ] {
            #expect(!(await house.verdict(other)).hasPrefix("accepted"))
        }
        #expect(await house.verdict(token).hasPrefix("accepted"))
    }

    /// The last character of a part has bits that no byte takes; another one there is another text for the same bytes.
    @Test func j6ASecondSpellingOfTheSameBytesIsRefused() async throws {
        let house = try await TokenHouse()
        let token = try house.issuer["ES256"].token(at: house.now)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        // 64 bytes are 86 characters, the last with four bits over.
        let last = try #require(token.last.flatMap { alphabet.firstIndex(of: $0) })
        for other in 0..<16 where last - last % 16 + other != last {
            let twin = token.dropLast() + String(alphabet[last - last % 16 + other])
            #expect(await house.verdict(String(twin)) == "a part of the token is not base64url without padding")
        }
    }

    /// J7.
    @Test func j7ATokenInATokenIsRefused() async throws {
        let house = try await TokenHouse()
        let key = house.issuer["ES256"]
        let unsigned =
            TestIssuer.encode(header("none", kid: "").utf8) + "." + TestIssuer.encode(payload(house.now).utf8) + "."
        #expect(
            !(await house.verdict(try key.token(header: header("ES256", kid: "es"), payload: unsigned))).hasPrefix(
                "acc"))
        let nested = try key.token(header: ["cty": "\"JWT\""], at: house.now)
        #expect(await house.verdict(nested) == "the header of the token has cty, which is not taken")
    }

    /// J8.
    @Test func j8SignaturesAtTheEdgesOfTheCurveAreRefused() async throws {
        let house = try await TokenHouse()
        let order256 = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
        let order = try #require(Data(hex: order256))
        let token = try house.issuer["ES256"].token(at: house.now)
        let start = String(token[..<(try #require(token.lastIndex(of: ".")))])
        let raw = try house.issuer["ES256"].sign(Data(start.utf8))
        let der = try P256.Signing.ECDSASignature(rawRepresentation: raw).derRepresentation
        let (zero, one, most) = (Data(count: 32), Data(count: 31) + [1], Data(repeating: 0xff, count: 32))
        var signatures = [der, raw.dropLast(), raw + [0], Data(count: 64), Data(count: 1), raw + raw]
        for number in [zero, order, most, one] {
            signatures += [number + raw.suffix(32), raw.prefix(32) + number, number + number]
        }
        for signature in signatures {
            #expect(await house.verdict(start + "." + TestIssuer.encode(signature)) == Self.forged)
        }
        #expect(await house.verdict(start + "." + TestIssuer.encode(raw)).hasPrefix("accepted"))
        for key in house.issuer.keys {
            let token = try key.token(at: house.now)
            let start = String(token[..<(try #require(token.lastIndex(of: ".")))])
            for count in [1, 32, 64, 96, 256, 257] {
                #expect(await house.verdict(start + "." + TestIssuer.encode(Data(count: count))) == Self.forged)
            }
        }
    }

    /// J9.
    @Test func j9WhatCouldBeReadInTwoWaysIsRefused() async throws {
        let house = try await TokenHouse()
        let key = house.issuer["ES256"]
        let (good, payload) = (header("ES256", kid: "es"), payload(house.now))
        let inner = String(payload.dropFirst())
        for twice in [
            #"{"sub":"bob","# + inner, #"{"s\u0075b":"bob","# + inner, "\u{feff}" + payload, payload + "{}",
            payload + ",",
            #"{"name":"\u0000","# + inner, #"{"name":"\ud800","# + inner, #"{"n":01,"# + inner, "[" + payload + "]",
            "1",
            #"{"a":{"b":1,"b":2},"# + inner, "{'a':1," + inner, #"{"name":"a"# + "\n" + #"b","# + inner, "",
        ] {
            #expect(
                !(await house.verdict(try key.token(header: good, payload: twice))).hasPrefix("accepted"), "\(twice)")
        }
        for twice in [
            #"{"alg":"none","# + good.dropFirst(), good + "x", #"{"kid":"ed","# + good.dropFirst(),
            #"{"\u0061lg":"none","# + good.dropFirst(), "\u{feff}" + good, "[]",
        ] {
            #expect(
                !(await house.verdict(try key.token(header: twice, payload: payload))).hasPrefix("accepted"), "\(twice)"
            )
        }
        let signed = TestIssuer.encode(good.utf8) + "."
        for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf32] {
            let text = signed + TestIssuer.encode(payload.data(using: encoding) ?? Data())
            let token = text + "." + TestIssuer.encode(try key.sign(Data(text.utf8)))
            #expect(await house.verdict(token).hasPrefix("the payload of the token is not one JSON object"))
        }
        var broken = Data(payload.utf8)
        broken.replaceSubrange(broken.count - 2..<broken.count - 1, with: [0x22, 0xff])
        let text = signed + TestIssuer.encode(broken)
        #expect(
            !(await house.verdict(text + "." + TestIssuer.encode(try key.sign(Data(text.utf8))))).hasPrefix("accepted"))
    }

    /// J15.
    @Test(arguments: [
        "../../etc/passwd", "es' OR '1'='1", String(repeating: "k", count: 10_000), "es\\n", "es\\u0000", "ES", "es ",
        "ed2",
    ])
    func j15AnUnknownKeyIsRefused(_ kid: String) async throws {
        let house = try await TokenHouse { $0.algorithms = ["ES256"] }
        let verdict = await house.verdict(try house.issuer["ES256"].token(header: ["kid": "\"\(kid)\""], at: house.now))
        #expect(verdict == Self.unknown || kid.count > 9_000 || kid.contains("u0000"), "\(verdict)")
        #expect(!verdict.hasPrefix("accepted"))
        #expect(!house.log.text.contains("passwd"))
    }

    /// J15: there is no key to fall back to, also with one key alone; without a name only the only one will do.
    @Test func j15ThereIsNoDefaultKey() async throws {
        let many = try await TokenHouse()
        #expect(
            await many.verdict(try many.issuer["ES256"].token(header: ["kid": "null"], at: many.now)) == Self.unknown)
        let one = try await TokenHouse { $0.algorithms = ["ES256"] }
        #expect(await one.verdict(try one.issuer["ES256"].token(header: ["kid": "\"x\""], at: one.now)) == Self.unknown)
        let unnamed = try one.issuer["ES256"].token(header: ["kid": "null"], at: one.now)
        #expect(await one.verdict(unnamed).hasPrefix("accepted"))
    }

    /// J16, J17, J22: a token brings no key, no extension and no encryption.
    @Test(arguments: [
        ("jku", #""https://evil.example/jwks.json""#), ("x5u", #""file:///etc/passwd""#), ("x5c", #"["AAAA"]"#),
        ("jwk", #"{"kty":"oct","k":"AAAA"}"#), ("crit", #"["exp"]"#), ("crit", "[]"), ("crit", #"["b64"]"#),
        ("b64", "false"), ("zip", #""DEF""#), ("enc", #""A128GCM""#), ("p2c", "2147483647"), ("crit", "null "),
    ])
    func j16J17J22AHeaderThatWouldChangeTheRulesIsRefused(_ name: String, _ value: String) async throws {
        let house = try await TokenHouse()
        for key in house.issuer.keys {
            let verdict = await house.verdict(try key.token(header: [name: value], at: house.now))
            #expect(verdict == "the header of the token has \(name), which is not taken")
        }
    }

    /// J22.
    @Test func j22AnEncryptedTokenIsRefused() async throws {
        let house = try await TokenHouse()
        #expect(await house.verdict("e30.AAAA.AAAA.AAAA.AAAA").hasPrefix("the token is not a header"))
    }

    /// J23.
    @Test func j23SizeDepthAndNumberAreRefusedBeforeAnythingIsRead() async throws {
        let house = try await TokenHouse()
        let long = "e30." + String(repeating: "A", count: 1 << 20) + ".AAAA"
        #expect(await house.verdict(long) == "the token has more than 8192 bytes")
        let key = house.issuer["ES256"]
        for deep in [String(repeating: "[", count: 4_000), "{\"a\":" + String(repeating: "[", count: 9)] {
            let verdict = await house.verdict(try key.token(header: header("ES256", kid: "es"), payload: deep))
            #expect(verdict.hasPrefix("the payload of the token is not one JSON object"))
        }
        let deep = try key.token(
            ["a": String(repeating: "[", count: 8) + String(repeating: "]", count: 8)], at: house.now)
        #expect(!(await house.verdict(deep)).hasPrefix("accepted"))
        let shallow = try key.token(["a": "[[[[[[]]]]]]"], at: house.now)
        #expect(await house.verdict(shallow).hasPrefix("accepted"))
        let many = "{\"a\":[" + String(repeating: "1,", count: 2_500) + "1]}"
        #expect(throws: JSONReader.Refusal.self) {
            try JSONReader.value(of: Array((many.dropLast() + ",\"b\":" + many.dropFirst(5)).utf8))
        }
    }

    /// J25: one word outside for everything, and what failed is no secret's business: MACs are compared by CryptoKit's
    /// own comparison, which takes the same time for all.
    @Test func j25EverythingThatIsWrongLooksTheSame() async throws {
        let house = try await TokenHouse()
        let key = house.issuer["HS256"]
        for token in [
            try key.token(header: ["kid": "\"x\""], at: house.now), try key.token(["exp": "1"], at: house.now),
            try TestIssuer.secret("hs").token(at: house.now), "a.b.c", try key.token(["aud": "\"x\""], at: house.now),
        ] {
            let error = await #expect(throws: IdentityError.self) { try await house.identify(token) }
            #expect(error?.code == .refused)
        }
    }

    /// J26 and RFC 7515, 7518, 8037: what is right is taken, with every algorithm.
    @Test(arguments: algorithms)
    func j26ASoundTokenIsTaken(_ algorithm: String) async throws {
        let house = try await TokenHouse()
        for _ in 0..<5 {
            let token = try house.issuer[algorithm].token(at: house.now)
            #expect(await house.verdict(token) == "accepted user:https://issuer.example|ada")
        }
    }
}

extension Data {
    init?(hex: String) {
        var bytes: [UInt8] = []
        var rest = Substring(hex)
        while !rest.isEmpty {
            guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(bytes)
    }
}
