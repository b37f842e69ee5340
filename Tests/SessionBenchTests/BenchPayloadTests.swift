import Testing

@testable import SessionBench

@Suite struct BenchPayloadTests {
    @Test(arguments: [32, 33, 100, 1024])
    func everyByteOfAPayloadIsLookedAt(_ size: Int) {
        let payload = BenchPayload(seed: 3, size: size)
        let bytes = payload.bytes(number: 5, version: 9)
        #expect(bytes.count == size)
        #expect(payload.matches(bytes, number: 5, version: 9))
        for place in bytes.indices {
            var other = bytes
            other[place] ^= 0x10
            #expect(!payload.matches(other, number: 5, version: 9), "byte \(place)")
        }
    }

    @Test func anotherNumberVersionSeedOrLengthDoesNotMatch() {
        let payload = BenchPayload(seed: 3, size: 64)
        let bytes = payload.bytes(number: 5, version: 9)
        #expect(!payload.matches(bytes, number: 6, version: 9))
        #expect(!payload.matches(bytes, number: 5, version: 8))
        #expect(!payload.matches(Array(bytes.dropLast()), number: 5, version: 9))
        #expect(!payload.matches([], number: 5, version: 9))
        #expect(!BenchPayload(seed: 4, size: 64).matches(bytes, number: 5, version: 9))
    }
}
