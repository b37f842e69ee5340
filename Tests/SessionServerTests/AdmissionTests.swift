import HTTPTypes
import NIOHTTP1
import NIOPosix
import SessionCore
import SessionServer
import TestSupport
import Testing

/// Who comes too often is turned away, by address and by principal, and nobody else is.
@Suite struct AdmissionTests {
    private let clock = ManualClock()

    @Test func oneAddressIsTurnedAwayAndAnotherIsNot() {
        let admission = Admission(AdmissionLimits(connects: 3), clock: clock)
        let outcomes = (0..<4).map { _ in admission.mayConnect(from: "192.0.2.1") }
        #expect(outcomes == [true, true, true, false])
        #expect(admission.mayConnect(from: "192.0.2.2"))
        #expect(admission.mayConnect(from: nil))
        clock.advance(by: .seconds(20))
        #expect(admission.mayConnect(from: "192.0.2.1") && !admission.mayConnect(from: "192.0.2.1"))
    }

    @Test func anIPv6AddressCountsByItsNetwork() {
        let admission = Admission(AdmissionLimits(connects: 2), clock: clock)
        #expect(admission.mayConnect(from: "2001:db8::1") && admission.mayConnect(from: "2001:db8:0:0:ffff::2"))
        #expect(!admission.mayConnect(from: "2001:db8::3"))
        #expect(admission.mayConnect(from: "2001:db8:0:1::1"))
        // An IPv4 address is the same one however the system writes it.
        #expect(admission.mayConnect(from: "::ffff:192.0.2.9") && admission.mayConnect(from: "192.0.2.9"))
        #expect(!admission.mayConnect(from: "::ffff:192.0.2.9"))
    }

    @Test func failuresAreCountedAndLooksAreNot() {
        let admission = Admission(AdmissionLimits(failures: 2), clock: clock)
        for _ in 0..<100 { #expect(admission.mayAuthenticate(from: "192.0.2.1")) }
        admission.failed(from: "192.0.2.1")
        admission.failed(from: "192.0.2.1")
        #expect(!admission.mayAuthenticate(from: "192.0.2.1"))
        clock.advance(by: .seconds(30))
        #expect(admission.mayAuthenticate(from: "192.0.2.1"))
    }

    /// A flood from many addresses costs no memory, shares one bucket, and leaves those who were here alone.
    @Test func manyAddressesAreBounded() {
        let admission = Admission(AdmissionLimits(connects: 2), clock: clock)
        #expect(admission.mayConnect(from: "early"))
        var admitted = 0
        for number in 0..<(Limits.admissionKeys + 1_000) where admission.mayConnect(from: "a\(number)") {
            admitted += 1
        }
        #expect(admitted == Limits.admissionKeys - 1 + 2)
        #expect(admission.mayConnect(from: "early"))
        clock.advance(by: .seconds(60))
        #expect(admission.mayConnect(from: "late") && admission.mayConnect(from: "late"))
        #expect(!admission.mayConnect(from: "late"))
    }

    /// ASVS 6.3.1 and I5: guesses trip the limit, and all wrong tokens are answered alike until then.
    @Test func guessesOfTokensTripTheLimit() async throws {
        let house = try HTTPHouse(admission: AdmissionLimits(failures: 5))
        let token = try await house.newcomer().token
        var verdicts: [String] = []
        for _ in 0..<7 {
            let answer = try await house.call(.get, "/api/sessions", token: .random(), from: "192.0.2.1")
            verdicts.append(answer.verdict)
        }
        #expect(verdicts == Array(repeating: "401 refused", count: 5) + Array(repeating: "429 limit", count: 2))
        // What is right is not looked at either, from there; from elsewhere it is.
        let here = try await house.call(.get, "/api/sessions", token: token, from: "192.0.2.1")
        #expect(here.verdict == "429 limit" && here.header("retry-after") != nil)
        #expect(try await house.call(.get, "/api/sessions", token: token, from: "192.0.2.2").status == 200)
        #expect(house.audit.entries.count { $0.act == .authenticate && $0.from == "192.0.2.1" } == 5)
    }

    @Test func whatAPrincipalHasMadeIsPaced() async throws {
        let house = try HTTPHouse(admission: AdmissionLimits(creations: 3))
        let (one, other) = (try await house.newcomer().token, try await house.newcomer().token)
        var statuses: [Int] = []
        for _ in 0..<4 { statuses.append(try await house.call(.post, "/api/workspaces", token: one).status) }
        #expect(statuses == [201, 201, 201, 429])
        #expect(try await house.call(.post, "/api/workspaces", token: other).status == 201)
    }

    @Test func anAddressThatOpensTooManySocketsIsRefusedBeforeTheUpgrade() {
        let settings = HTTPSettings(host: "127.0.0.1", port: 0, assetsDirectory: "/nowhere")
        let gate = RequestGate(settings, admission: Admission(AdmissionLimits(connects: 1), clock: clock))
        let request = UpgradeRequest(
            connection: "c", path: "/window", query: "",
            headers: [("host", "localhost"), ("origin", "http://localhost")], subprotocols: [],
            remoteAddress: "192.0.2.1")
        #expect(gate.refusal(of: request) == nil)
        let refusal = gate.refusal(of: request)
        #expect(refusal?.status == .tooManyRequests && refusal?.headers["retry-after"] != nil)
    }
}
