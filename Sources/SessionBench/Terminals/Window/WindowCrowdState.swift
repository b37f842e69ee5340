import NIOCore

/// The windows of a measurement, on the one event loop that all of them share.
final class WindowCrowdState {
    private let loop: any EventLoop
    var links: [WindowLink] = []
    private var waiting: [(isTrue: () -> Bool, promise: EventLoopPromise<Void>)] = []
    private(set) var failure: BenchFailure?
    private(set) var joined = 0
    private(set) var joins = LatencyHistogram()
    private(set) var overtaken = 0
    private(set) var marks: Set<TerminalMark.Kind> = []
    private(set) var latencies = LatencyHistogram()
    /// The instants at which keys were due, and how many of them have been answered.
    private var keys: [UInt64] = []
    private(set) var answered = 0
    var keysSent: Int { keys.count }
    /// Whether latencies count now.
    private var isMeasuring = false
    private var isEnding = false

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    // MARK: From the windows

    func hasJoined(after nanoseconds: UInt64) {
        joined += 1
        joins.record(nanoseconds)
        look()
    }

    func countOvertaken() {
        overtaken += 1
    }

    func take(_ mark: TerminalMark, at now: UInt64) {
        switch mark.kind {
        case .began, .finished:
            marks.insert(mark.kind)
            look()
        case .due:
            if isMeasuring { latencies.record(now > mark.value ? now - mark.value : 0) }
        case .key:
            guard let due = keys.indices.contains(answered) ? keys[answered] : nil else { return }
            answered += 1
            if isMeasuring { latencies.record(now > due ? now - due : 0) }
            look()
        }
    }

    /// The first failure stays; what comes of hanging up at the end is none.
    func fail(_ reason: BenchFailure) {
        guard !isEnding else { return }
        failure = failure ?? reason
        look()
    }

    // MARK: From the bench

    func begin() {
        isMeasuring = true
        latencies = LatencyHistogram()
    }

    func end() {
        isEnding = true
        for link in links { link.context?.close(promise: nil) }
    }

    func type(_ text: String) {
        guard let link = links.first else { return }
        link.send(WindowMessage.input(link.terminal, text))
    }

    /// Types keys, one at each interval from now on.
    func typeKeys(each interval: TimeAmount, until end: UInt64) {
        typeKey(due: Monotonic.now + UInt64(interval.nanoseconds), interval, end)
    }

    private func typeKey(due: UInt64, _ interval: TimeAmount, _ end: UInt64) {
        guard due < end, !isEnding else { return }
        let now = Monotonic.now
        let pause = TimeAmount.nanoseconds(due > now ? Int64(due - now) : 0)
        loop.assumeIsolated().scheduleTask(in: pause) {
            self.keys.append(due)
            self.type("k")
            self.typeKey(due: due + UInt64(interval.nanoseconds), interval, end)
        }
    }

    /// Every so many-th window reads nothing from now on.
    func stopReading(each step: Int) {
        for link in links.dropFirst(1).enumerated() where link.offset % step == 0 {
            link.element.context?.channel.setOption(.autoRead, value: false).whenFailure { _ in }
        }
    }

    /// What the windows have of the terminal's output; the slowest of those that read counts.
    func reading(skipping step: Int?) -> WindowReading {
        let reads = links.enumerated().filter { index, _ in
            guard let step, index > 0 else { return true }
            return (index - 1) % step != 0
        }.map(\.element.parsed)
        return WindowReading(
            instant: Monotonic.now, slowest: reads.min() ?? 0, delivered: reads.reduce(0, +))
    }

    /// Succeeds once something holds; fails with the crowd.
    func until(_ isTrue: @escaping () -> Bool, _ promise: EventLoopPromise<Void>) {
        waiting.append((isTrue, promise))
        look()
    }

    private func look() {
        var rest: [(isTrue: () -> Bool, promise: EventLoopPromise<Void>)] = []
        for entry in waiting {
            if let failure {
                entry.promise.fail(failure)
            } else if entry.isTrue() {
                entry.promise.succeed()
            } else {
                rest.append(entry)
            }
        }
        waiting = rest
    }

    /// Gives up waiting.
    func giveUp(_ what: String) {
        guard !waiting.isEmpty else { return }
        fail(BenchFailure("\(what) took more than \(Int(Limits.terminalPatience)) s"))
    }
}
