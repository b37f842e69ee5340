import SessionCore
import Testing

@Suite struct SessionTokenTests {
    @Test func tokenIsSixtyFourLowercaseDigitsAndReadsBack() {
        let token = SessionToken.random()
        #expect(token.text.count == 64)
        #expect(SessionToken(token.text) == token)
    }

    @Test(arguments: [
        "", "abc", String(repeating: "A", count: 64), String(repeating: "a", count: 63),
        String(repeating: "a", count: 65), String(repeating: "g", count: 64), "../" + String(repeating: "a", count: 61),
        String(repeating: "a", count: 63) + "\0", String(repeating: "é", count: 32),
    ])
    func anythingElseIsNoToken(_ text: String) {
        #expect(SessionToken(text) == nil)
    }

    /// FIPS 180-4 of sixty-four `a`, as any other tool computes it.
    @Test func keyIsTheSHA256OfTheText() throws {
        let token = try #require(SessionToken(String(repeating: "a", count: 64)))
        #expect(token.key.hexadecimal == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")
        #expect(SessionKey(hexadecimal: token.key.hexadecimal) == token.key)
        #expect(SessionKey(bytes: token.key.bytes) == token.key)
    }

    @Test func nothingPrintsASecretOrAKey() {
        let token = SessionToken.random()
        let printed = "\(token) \(String(reflecting: token)) \(token.key) \(String(reflecting: token.key))"
        #expect(!printed.contains(token.text))
        #expect(!printed.contains(token.key.hexadecimal))
        var dumped = ""
        dump([token], to: &dumped)
        #expect(!dumped.contains(token.text))
    }

    /// ASVS 7.2.3: 256 bits from the system, every byte value possible in every place.
    @Test func hundredThousandTokensDifferAndUseEveryByteValue() {
        var seen: Set<SessionKey> = []
        var values = [Int](repeating: 0, count: 256)
        for _ in 0..<100_000 {
            let token = SessionToken.random()
            seen.insert(token.key)
            for index in stride(from: 0, to: 64, by: 2) {
                let start = token.text.utf8.index(token.text.startIndex, offsetBy: index)
                let pair = token.text[start..<token.text.utf8.index(start, offsetBy: 2)]
                values[Int(pair, radix: 16) ?? 0] += 1
            }
        }
        #expect(seen.count == 100_000)
        let expected = 100_000 * 32 / 256
        #expect(values.allSatisfy { (expected * 9 / 10...expected * 11 / 10).contains($0) })
    }
}
