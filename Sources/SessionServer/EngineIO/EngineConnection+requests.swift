import NIOCore
import ServiceLifecycle
import SocketIO
import Synchronization

/// The requests of long-polling, each from the task that answers it.
extension EngineConnection {
    /// Waits until there is something for the client.
    func poll() async -> Reply {
        let promise = eventLoop.makePromise(of: Reply.self)
        eventLoop.execute {
            let answer = self.state.withLock { state in
                let answer = state.session.pollArrived()
                if answer.refusal == nil { state.poll = promise }
                return answer
            }
            // A second poll ends the session, and with it the first one: that is carried out on what was there.
            self.carryOut(answer.actions)
            if let refusal = answer.refusal { promise.succeed(.refused(refusal)) }
        }
        // A poll that waits would keep a server that is told to end from ending.
        return await withGracefulShutdownHandler {
            (try? await promise.futureResult.get()) ?? .refused(.badRequest)
        } onGracefulShutdown: {
            self.close()
        }
    }

    /// Takes what a client posted.
    func take(_ body: ByteBuffer) async -> Reply {
        let promise = eventLoop.makePromise(of: Reply.self)
        eventLoop.execute {
            let answer = self.state.withLock { $0.session.payloadArrived(body, at: self.eventLoop.now) }
            self.carryOut(answer.actions)
            promise.succeed(answer.refusal.map(Reply.refused) ?? .body(ByteBuffer(string: "ok")))
        }
        return (try? await promise.futureResult.get()) ?? .refused(.badRequest)
    }

    /// Whether a WebSocket may be tried now.
    func admitsProbe() async -> Bool {
        let promise = eventLoop.makePromise(of: Bool.self)
        eventLoop.execute { promise.succeed(self.state.withLock { $0.session.probeArrived() }) }
        return (try? await promise.futureResult.get()) ?? false
    }
}
