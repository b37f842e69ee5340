import NIOCore
import NIOPosix

/// The windows of a measurement, all on one thread: their cost is known and does not grow with the processors.
struct WindowCrowd: Sendable {
    private let loop: any EventLoop
    private let port: Int
    private let state: NIOLoopBound<WindowCrowdState>

    static func make(port: Int, on loop: any EventLoop) async throws -> WindowCrowd {
        try await loop.submit {
            WindowCrowd(
                loop: loop, port: port, state: NIOLoopBound(WindowCrowdState(on: loop), eventLoop: loop))
        }.get()
    }

    /// Opens windows at once, and waits until each has what was printed before it came.
    ///
    /// - Parameter listeners: how many of them look for marks.
    func open(_ count: Int, listeners: Int) async throws {
        let bootstrap = ClientBootstrap(group: loop)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Limits.windowReadBytes))
        let before = try await loop.submit { state.value.links.count }.get()
        let opening = (0..<count).map { index in
            bootstrap.channelInitializer { [state, port] channel in
                channel.eventLoop.makeCompletedFuture {
                    let link = WindowLink(port: port, isListening: index < listeners, crowd: state.value)
                    state.value.links.append(link)
                    try channel.pipeline.syncOperations.addHandler(link)
                }
            }.connect(host: "127.0.0.1", port: port)
        }
        for future in opening { _ = try await future.get() }
        try await until("joining") { $0.joined >= before + count }
    }

    /// Does something with the windows on their thread.
    func with<Answer: Sendable>(_ body: @escaping @Sendable (WindowCrowdState) -> Answer) async throws -> Answer {
        try await loop.submit { body(state.value) }.get()
    }

    /// Waits until something holds, for a limited time.
    func until(_ what: String, _ isTrue: @escaping @Sendable (WindowCrowdState) -> Bool) async throws {
        let promise = loop.makePromise(of: Void.self)
        loop.execute {
            let crowd = state.value
            let patience = TimeAmount.nanoseconds(Int64(Limits.terminalPatience * 1e9))
            let timer = loop.assumeIsolated().scheduleTask(in: patience) { crowd.giveUp(what) }
            promise.futureResult.whenComplete { _ in timer.cancel() }
            crowd.until({ isTrue(crowd) }, promise)
        }
        try await promise.futureResult.get()
    }
}
