package import NIOCore
import ServiceLifecycle
package import SessionCore
package import SocketIO
import Synchronization

/// The open Engine.IO sessions, and the task in which their clients do what may wait.
package final class EngineHub: Service {
    /// Makes what is at the server's end of a session that is being opened.
    package typealias MakeClient = @Sendable (EngineConnection, Credentials) -> any EngineClient

    let settings: EngineSettings
    private let group: any EventLoopGroup
    private let makeClient: MakeClient
    private let sessions = Mutex<[String: EngineConnection]>([:])
    private let arrivals: AsyncStream<any EngineClient>
    private let arriving: AsyncStream<any EngineClient>.Continuation

    /// Makes a hub without sessions; their clients work while the service group runs it.
    package init(settings: EngineSettings, on group: any EventLoopGroup, makeClient: @escaping MakeClient) {
        self.settings = settings
        self.group = group
        self.makeClient = makeClient
        // Bounded by the sessions there may be.
        (arrivals, arriving) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.engineSessions))
    }

    package func run() async throws {
        await withDiscardingTaskGroup { group in
            for await client in self.arrivals.cancelOnGracefulShutdown() { group.addTask { await client.run() } }
            for session in self.sessions.withLock({ Array($0.values) }) { session.close() }
        }
    }

    /// Opens a session; nothing when there are ``Limits/engineSessions`` already.
    ///
    /// - Parameter credentials: what the request showed; the connection's id is filled in here.
    func open(over transport: EngineRequest.Transport, _ credentials: Credentials) -> EngineConnection? {
        // Whoever knows the id is the client: it goes to nobody else, and is another one than the public id.
        let connection = EngineConnection(
            id: ConnectionID.random(), over: transport, settings: settings, on: group.next(), hub: self)
        let isRoom = sessions.withLock { sessions in
            guard sessions.count < Limits.engineSessions else { return false }
            sessions[connection.id] = connection
            return true
        }
        guard isRoom else { return nil }
        let client = makeClient(connection, credentials)
        connection.start(client)
        arriving.yield(client)
        return connection
    }

    func session(_ id: String) -> EngineConnection? { sessions.withLock { $0[id] } }

    func forget(_ id: String) { sessions.withLock { $0[id] = nil } }
}
