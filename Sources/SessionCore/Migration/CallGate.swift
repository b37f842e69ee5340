/// How calls are counted and held, as a value: who owns it resumes whom it names.
struct CallGate: Sendable {
    /// Calls under way.
    private(set) var active = 0
    /// Whether new calls wait.
    private(set) var isHeld = false
    private(set) var waiting: [CheckedContinuation<Void, Never>] = []
    private var drained: CheckedContinuation<Bool, Never>?
    private var isGivenUp = false

    /// Lets a call in, or says that it has to wait.
    mutating func enter() -> Bool {
        guard !isHeld else { return false }
        active += 1
        return true
    }

    /// Ends a call; answers who waits for the last one.
    mutating func leave() -> CheckedContinuation<Bool, Never>? {
        active -= 1
        return active == 0 ? takeDrained() : nil
    }

    /// Has a call wait, unless the gate is open again.
    mutating func wait(_ caller: CheckedContinuation<Void, Never>) -> Bool {
        guard isHeld else { return false }
        waiting.append(caller)
        return true
    }

    /// Holds new calls; false when somebody does already.
    mutating func hold() -> Bool {
        guard !isHeld else { return false }
        isHeld = true
        isGivenUp = false
        return true
    }

    /// Waits for the calls under way; answers at once when there is nothing to wait for, and how it ended.
    mutating func drain(_ owner: CheckedContinuation<Bool, Never>) -> Bool? {
        if active == 0 { return true }
        if isGivenUp { return false }
        drained = owner
        return nil
    }

    /// Waits no longer for the calls under way; answers who did.
    mutating func giveUp() -> CheckedContinuation<Bool, Never>? {
        isGivenUp = true
        return takeDrained()
    }

    /// Lets calls in again; answers those that waited.
    mutating func release() -> [CheckedContinuation<Void, Never>] {
        isHeld = false
        defer { waiting = [] }
        return waiting
    }

    private mutating func takeDrained() -> CheckedContinuation<Bool, Never>? {
        defer { drained = nil }
        return drained
    }
}
