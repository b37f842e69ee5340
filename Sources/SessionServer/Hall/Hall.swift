package import Logging
package import NIOCore
package import SessionCore
import Synchronization
import Terminal

/// What both doors open into: the open workspaces, who may enter them, and the terminals in them.
///
/// A fact that both doors need is here; neither of them holds state that matters.
package final class Hall: Sendable {
    /// The sessions behind everything here.
    package let sessions: SessionManager
    /// Who decides who somebody is.
    package let identity: IdentityChain
    /// What the configuration says.
    package let settings: HallSettings
    /// Where it is written down who did what.
    package let audit: any AuditLog
    /// Who comes too often.
    package let admission: Admission
    let logger: Logger
    let care = CareList()
    private let group: any EventLoopGroup
    private let state = Mutex(State())

    private struct State {
        var rooms: [SessionHandle: WorkspaceRoom] = [:]
        var lastTerminal: UInt32 = 0
        var observation: SessionObservation?
        var newcomers = AdmissionBucket(capacity: Limits.newcomers, perSecond: Limits.newcomersPerSecond)
    }

    /// Makes a hall. Nothing runs before ``HallKeeper`` does.
    package init(
        sessions: SessionManager, identity: IdentityChain, settings: HallSettings, audit: any AuditLog = NoAudit(),
        on group: any EventLoopGroup, logger: Logger
    ) {
        self.sessions = sessions
        self.identity = identity
        self.settings = settings
        self.audit = audit
        admission = Admission(settings.admission, clock: sessions.clock)
        self.group = group
        self.logger = logger
        let observation = sessions.observe { [weak self] event in self?.sessionChanged(event) }
        state.withLock { $0.observation = observation }
    }

    /// The open rooms.
    package var rooms: [WorkspaceRoom] { state.withLock { Array($0.rooms.values) } }

    /// The room of a workspace: the one that is open, or a new one with the terminals of an earlier run.
    func room(for record: SessionRecord) async throws(HallError) -> WorkspaceRoom {
        if let room = state.withLock({ $0.rooms[record.handle] }) {
            room.follow(record)
            return room
        }
        let room = WorkspaceRoom(record: record, hall: self)
        // What is read here decides what is ended, so it is the store's own word also for whoever only looks.
        let strays = try await fresh { () async throws(HallError) in
            try await room.load()
            return room.restore(try await records(of: record.owner))
        }
        let kept = state.withLock { state in
            if let other = state.rooms[record.handle] { return other }
            state.rooms[record.handle] = room
            return room
        }
        // Only the room that is kept may judge: nobody can have started anything in it before it was.
        if kept === room { await room.end(strays: strays) }
        return kept
    }

    func forget(_ room: WorkspaceRoom) {
        state.withLock { state in
            if state.rooms[room.handle] === room { state.rooms[room.handle] = nil }
        }
    }

    /// All live sessions of a principal that can be read, up to a bound.
    func records(of principal: Principal) async throws(HallError) -> [SessionRecord] {
        try await listing(of: principal).records
    }

    /// All live sessions of a principal, those apart that cannot be read: they hide none of the others.
    func listing(of principal: Principal) async throws(HallError) -> SessionPage {
        do {
            return try await sessions.listing(of: principal, atMost: Limits.sessionsPerAnswer)
        } catch {
            throw HallError(error)
        }
    }

    private func fresh<Answer>(
        _ body: () async throws(HallError) -> Answer
    ) async throws(HallError) -> Answer {
        do {
            return try await sessions.readingFresh(body)
        } catch {
            throw HallError(any: error)
        }
    }

    func makeTerminal(
        in room: WorkspaceRoom, size: TerminalSize, at start: OutputPosition, restoring output: ByteBuffer?,
        exit: TerminalExit?
    ) -> TerminalSession {
        let number = state.withLock { state in
            // 0 says "no terminal" in the window protocol.
            state.lastTerminal = state.lastTerminal == .max ? 1 : state.lastTerminal + 1
            return state.lastTerminal
        }
        return TerminalSession(
            number: number, command: settings.command, size: size, at: start, restoring: output,
            restoredExit: exit ?? .lost, limits: settings.terminal, on: group.next(), encoder: TerminalFrames()
        ) { [weak self, weak room] _, _ in
            if let room { self?.needsCare(room) }
        }
    }

    /// Whether one more newcomer may be given a workspace.
    func admitsNewcomer() -> Bool {
        state.withLock { $0.newcomers.take(at: sessions.clock.now) }
    }

    /// Has a room looked after soon; any number of calls before that are one.
    func needsCare(_ room: WorkspaceRoom) { care.add(room.handle) }

    func room(_ handle: SessionHandle) -> WorkspaceRoom? { state.withLock { $0.rooms[handle] } }

    /// Sends away whoever rests on what has just ended, at once.
    private func sessionChanged(_ event: SessionEvent) {
        switch event {
        case .ended(let handle, _):
            for room in rooms {
                room.sendAway(.unauthenticated, "what you showed was revoked") { $0.proofs.contains(handle) }
            }
        case .endedAll(let principal, let kept):
            for room in rooms {
                room.sendAway(.unauthenticated, "what you showed was revoked") { seat in
                    seat.principal == principal && !(kept.map(seat.proofs.contains) ?? false)
                }
            }
        default: break
        }
    }
}
