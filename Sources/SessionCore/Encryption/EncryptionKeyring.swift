import Synchronization

/// The keys a running store seals and opens with; they can be replaced while it works.
///
/// It counts what each key sealed in this process: random nonces of 96 bits are safe for
/// ``Limits/sealsPerKey`` payloads under one key.
public final class EncryptionKeyring: Sendable {
    private struct State {
        var keys: EncryptionKeys
        var seals: [String: UInt64] = [:]
    }
    private let state: Mutex<State>

    /// Begins with some keys.
    public init(_ keys: EncryptionKeys) {
        state = Mutex(State(keys: keys))
    }

    /// The keys that hold now.
    public var keys: EncryptionKeys {
        state.withLock(\.keys)
    }

    /// Takes other keys from the next call on. What a key that is missing from them sealed is corrupt from then on.
    public func replace(with keys: EncryptionKeys) {
        state.withLock { $0.keys = keys }
    }

    /// How many payloads the key that seals now has sealed in this process.
    public var seals: UInt64 {
        state.withLock { $0.seals[$0.keys.sealing.id] ?? 0 }
    }

    /// The key to seal one payload with; counts it.
    func sealingKey() -> EncryptionKey {
        state.withLock { state in
            let key = state.keys.sealing
            state.seals[key.id, default: 0] &+= 1
            return key
        }
    }
}
