import NIOCore
package import SessionCore
import Synchronization
import Terminal

/// One workspace while it is open: its terminals, its windows, and the document as the store last had it.
///
/// The store has the truth of the document, and the processes that of the terminals; the room brings them to the windows.
/// State is touched under one lock and never across an `await`.
package final class WorkspaceRoom: Sendable {
    /// The public name of the workspace.
    package let handle: SessionHandle
    /// In whose list it is.
    package let owner: Principal
    let createdAt: Timestamp
    let hall: Hall
    let state: Mutex<State>

    struct State {
        var key: SessionKey
        var version: UInt64 = 0
        var document = WorkspaceDocument(name: WorkspaceRoom.standardName)
        var terminals: [SessionHandle: LiveTerminal] = [:]
        var windows: [String: WindowSeat] = [:]
        /// What the windows were shown last, without the part that differs by role.
        var shown: [UInt8] = []
        /// Windows that are on their way in; while there are any, nothing is ended for want of windows.
        var arrivals = 0
        /// When the last window left, or a shell was started without one; nothing while somebody is here.
        var emptySince: Timestamp?
        var isClosed = false
        /// Whether a window is opening the first tab of a workspace that nobody has used yet.
        var isOpeningFirstTab = false
        var isPresenceStale = false
        var isSaving = false

        var hasNobody: Bool { windows.isEmpty && arrivals == 0 }
    }

    /// Held while windows are shown something, so that what is shown last is the newest.
    let showing = Mutex(())

    static let standardName = "Workspace"

    init(record: SessionRecord, hall: Hall) {
        handle = record.handle
        owner = record.owner
        createdAt = record.createdAt
        self.hall = hall
        state = Mutex(State(key: record.key))
    }

    /// The document and the version of the store that it is.
    package var snapshot: (document: WorkspaceDocument, version: UInt64) {
        state.withLock { ($0.document, $0.version) }
    }

    package func terminal(_ handle: SessionHandle) -> LiveTerminal? {
        state.withLock { $0.terminals[handle] }
    }

    /// All terminals, in the order of their creation.
    package var terminals: [LiveTerminal] {
        state.withLock { Array($0.terminals.values) }
            .sorted { ($0.createdAt, $0.handle) < ($1.createdAt, $1.handle) }
    }

    /// Follows the workspace to the secret it lives under now. The document stays: it is the next load's to read.
    func follow(_ record: SessionRecord) {
        state.withLock { state in
            if record.version > state.version { state.key = record.key }
        }
    }

    /// What the store has of the workspace, also when it lives under another secret by now.
    ///
    /// - Parameter isInUse: whether to look counts as use.
    func lookUp(isInUse: Bool = true) async throws(StorageError) -> LoadOutcome {
        let key = state.withLock(\.key)
        let outcome = isInUse ? try await hall.sessions.load(key) : try await hall.sessions.peek(key)
        switch outcome {
        case .live(let record):
            if record.key != key { follow(record) }
            return outcome
        case .gone(.superseded):
            // Another process replaced the secret, and its grace is over.
            guard let record = try await hall.sessions.session(handle, of: owner) else { return outcome }
            follow(record)
            return .live(record)
        case .gone, .absent: return outcome
        }
    }

    /// Takes over what the store has, unless something newer is here already.
    func adopt(_ document: WorkspaceDocument, version: UInt64, key: SessionKey) {
        state.withLock { state in
            guard version > state.version else { return }
            state.version = version
            state.document = document
            state.key = key
        }
    }
}
