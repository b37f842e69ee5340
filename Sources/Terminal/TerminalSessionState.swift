import NIOCore

/// Everything of a terminal that changes, and what changes together.
struct TerminalSessionState {
    let number: UInt32
    let limits: TerminalLimits
    var log: OutputLog
    var life: TerminalState
    var lease: SizeLease
    var gate: FlowGate
    var pace: FlushPace
    var windows: [String: AttachedWindow] = [:]
    var process: PseudoTerminal?
    var isHeld = false
    /// It has ended for good, or does so as soon as its process has.
    var isClosed = false
    /// The exit of a process that was faster than the report of its start.
    var earlyExit: TerminalExit?
    /// The time for which the gate is arranged to be asked again.
    var recheck: NIODeadline?
    var isResizeArranged = false

    init(number: UInt32, log: OutputLog, size: TerminalSize, life: TerminalState, limits: TerminalLimits) {
        self.number = number
        self.limits = limits
        self.log = log
        self.life = life
        self.lease = SizeLease(size: size, interval: limits.resizeInterval)
        self.gate = FlowGate(limits)
        self.pace = FlushPace(interval: limits.flushInterval)
    }

    func join(_ join: OutputLogJoin) -> TerminalJoin {
        TerminalJoin(
            number: number, mode: join.mode, start: join.cursor.position, headOffset: log.head.offset,
            startSize: join.startSize, size: lease.size, sizeOwner: lease.owner, state: life
        )
    }

    /// Makes everything visible, and answers who has to be told.
    mutating func flush(at now: NIODeadline) -> [any TerminalWindow] {
        pace.flushed(at: now)
        log.seal()
        var woken: [any TerminalWindow] = []
        for index in windows.indices where windows.values[index].isWaiting {
            windows.values[index].isWaiting = false
            woken.append(windows.values[index].window)
        }
        return woken
    }

    /// As ``flush(at:)``, for windows without credit as well: what they owed is of no interest any more.
    mutating func wakeAll(at now: NIODeadline) -> [any TerminalWindow] {
        for index in windows.indices where windows.values[index].isOutOfCredit {
            windows.values[index].isOutOfCredit = false
            windows.values[index].isWaiting = true
        }
        return flush(at: now)
    }

    /// The next frames of a window, with its cursor moved behind them.
    mutating func next(for id: String, budget: Int, at now: NIODeadline) -> TerminalDelivery {
        guard var window = windows[id] else { return .notAttached }
        guard window.cursor.epoch == log.epoch else {
            if life == .starting {
                // Whether it starts is not known yet; the window is woken when it has.
                windows[id]?.isWaiting = true
                return .frames([], hasEverything: true)
            }
            return .restarted(moved(&window, to: log.join(at: OutputPosition(epoch: log.epoch, offset: 0)), at: now))
        }
        let parsed = gate.parsedOffset(of: id) ?? window.cursor.offset
        let onItsWay = window.cursor.offset > parsed ? Int(clamping: window.cursor.offset - parsed) : 0
        guard onItsWay < limits.creditBytes || window.cursor == log.head else {
            window.isOutOfCredit = true
            windows[id] = window
            return .outOfCredit
        }
        switch log.pull(from: window.cursor, budget: max(1, min(budget, limits.creditBytes - onItsWay))) {
        case .overtaken:
            return .overtaken(moved(&window, to: log.rejoin(), at: now))
        case .frames(let frames, let next):
            window.cursor = next
            window.isWaiting = next == log.head
            windows[id] = window
            return .frames(frames, hasEverything: window.isWaiting)
        }
    }

    private mutating func moved(
        _ window: inout AttachedWindow, to start: OutputLogJoin, at now: NIODeadline
    ) -> TerminalJoin {
        window.cursor = start.cursor
        window.isWaiting = false
        window.isOutOfCredit = false
        windows[window.window.id] = window
        follow(window.window.id, from: start.cursor.offset, window.role, at: now)
        return join(start)
    }

    /// The gate knows from where a window goes on, and whether it is one to wait for.
    mutating func follow(_ id: String, from offset: UInt64, _ role: TerminalWindowRole, at now: NIODeadline) {
        gate.follow(id, from: offset, head: log.headOffset, mayHold: role == .editor, at: now)
    }
}
