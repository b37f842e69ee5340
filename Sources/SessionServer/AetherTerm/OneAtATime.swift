import Synchronization

/// Has what is done under one name be done one after the other.
final class OneAtATime: Sendable {
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    func doing<Answer: Sendable>(_ name: String, _ work: () async -> Answer) async -> Answer {
        await withCheckedContinuation { continuation in
            let isFree = waiting.withLock { waiting in
                guard waiting[name] != nil else {
                    waiting[name] = []
                    return true
                }
                waiting[name]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        let answer = await work()
        let next: CheckedContinuation<Void, Never>? = waiting.withLock { waiting in
            guard waiting[name]?.isEmpty == false else {
                waiting[name] = nil
                return nil
            }
            return waiting[name]?.removeFirst()
        }
        next?.resume()
        return answer
    }
}
