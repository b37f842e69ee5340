import Logging
import MemoryStorage
import NIOPosix
import SessionCore
import Terminal
import TestSupport
import Testing

@testable import SessionServer

/// Windows that show newer proof while they are judged again.
@Suite struct SeatRenewalTests {
    private let identity = EndingIdentity()
    private let ada = Principal.user(issuer: "issuer", subject: "ada")

    private func room() async throws -> WorkspaceRoom {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let command = ShellCommand(executable: "/bin/cat", arguments: ["cat"], environment: [:], workingDirectory: "/")
        let hall = Hall(
            sessions: SessionManager(storage: MemoryStorage(), clock: ManualClock(), logger: logger),
            identity: IdentityChain([identity]), settings: HallSettings(command: command, serverVersion: "test"),
            on: MultiThreadedEventLoopGroup.singleton, logger: logger)
        return try await hall.createWorkspace(named: nil, for: Identity(principal: try #require(ada))).room
    }

    private func seat(_ port: SeenPort, showing token: String) throws -> WindowSeat {
        WindowSeat(
            port: port, principal: try #require(ada), credentials: Credentials(auth: ["token": token]), role: .owner,
            since: Timestamp(milliseconds: port.number), proofs: [], expires: .never, focus: nil)
    }

    @Test func whoeverRenewedWhileTheOlderProofWasJudgedStays() async throws {
        let room = try await room()
        let (port, other) = (SeenPort(1), SeenPort(2))
        for port in [port, other] { try room.enter(try seat(port, showing: EndingIdentity.ended)) }
        let renewed = try [port, other].map { try seat($0, showing: "new") }
        // The first look at an older proof is the first window's; the second window has not been looked at yet.
        identity.whileJudging { for seat in renewed { room.renew(seat, on: []) } }
        await room.revalidate()
        #expect(port.codes.isEmpty && other.codes.isEmpty)
        #expect(room.seats.map(\.renewals) == [1, 1])
    }

    @Test func whoeverDidNotRenewIsSentAway() async throws {
        let room = try await room()
        let (port, other) = (SeenPort(1), SeenPort(2))
        try room.enter(try seat(port, showing: EndingIdentity.ended))
        try room.enter(try seat(other, showing: "new"))
        await room.revalidate()
        #expect(port.codes == [.unauthenticated] && other.codes.isEmpty)
    }
}
