import SessionCore
import TestSupport
import Testing

@testable import SessionServer

/// What an owner has said of a guest, and for how long it holds.
@Suite struct MemberRuleTests {
    private let now = Timestamp(milliseconds: 1_000_000)
    private let guest: Principal

    init() throws { guest = try #require(Principal("workspace:guest")) }

    @Test func aGuestIsOutUntilTheInstantAndNotAtIt() throws {
        var document = WorkspaceDocument(name: "w")
        try document.rule(on: guest, at: now) { $0.barredUntil = now.advanced(by: .seconds(600)) }
        let rule = try #require(document.rule(for: guest))
        #expect(rule.isBarred(at: now.advanced(by: .milliseconds(599_999))))
        #expect(!rule.isBarred(at: now.advanced(by: .seconds(600))))
        #expect(document.rule(for: try #require(Principal("workspace:other"))) == nil)
    }

    @Test func whatHasRunOutMakesRoomAndWhatHoldsDoesNot() throws {
        var document = WorkspaceDocument(name: "w")
        for number in 0..<Limits.memberRules {
            let principal = try #require(Principal("workspace:g\(number)"))
            try document.rule(on: principal, at: now) { $0.barredUntil = now.advanced(by: .seconds(60)) }
        }
        #expect(throws: HallError.self) { try document.rule(on: guest, at: now) { $0.role = .viewer } }
        let later = now.advanced(by: .seconds(60))
        try document.rule(on: guest, at: later) { $0.role = .viewer }
        #expect(document.rules?.count == 1)
    }

    /// A document of an earlier version, which had no rules, is read as it was.
    @Test func aDocumentWithoutRulesIsReadAndWrittenAsBefore() throws {
        let bytes = Array(#"{"name":"w","schema":1,"tabs":[]}"#.utf8)
        let document = try #require(JSONCoding.value(WorkspaceDocument.self, from: bytes))
        #expect(try JSONCoding.bytes(of: document) == bytes)
    }

    /// The same through the hall: who was removed comes again when the time is over, not before.
    @Test func aGuestComesAgainWhenTheTimeIsOver() async throws {
        let house = try HTTPHouse()
        let owner = try await house.newcomer()
        let guest = try await house.guest(of: owner.token, as: .editor)
        let workspace = try #require(SessionHandle(try await house.ownWorkspace(of: owner.token)))
        let identity = try await house.hall.identify(Credentials(auth: ["token": guest.text]))
        let entry = try await house.hall.enter(workspace, as: identity)
        let port = SeenPort(1)
        try entry.room.enter(
            WindowSeat(
                port: port, principal: identity.principal, credentials: Credentials(), role: .editor, since: now,
                proofs: entry.proofs, expires: .never, focus: nil))
        _ = try await entry.room.remove(window: port.id, for: .seconds(60))
        #expect(port.codes == [.forbidden])
        await #expect { try await house.hall.enter(workspace, as: identity) } throws: {
            ($0 as? HallError)?.code == .forbidden
        }
        house.clock.advance(by: .seconds(60))
        #expect(try await house.hall.enter(workspace, as: identity).role == .editor)
    }
}
