package import SessionCore
import Synchronization

/// Who comes too often: by address before anybody knows who it is, by principal after that.
///
/// An IPv6 address counts by its first 64 bits, which is what one customer of a provider has. What has no address, as a
/// call within the process, is always admitted.
package final class Admission: Sendable {
    private let clock: any SessionClock
    private let state: Mutex<State>

    private struct State {
        var connects: AdmissionTable
        var failures: AdmissionTable
        var creations: AdmissionTable
    }

    package init(_ limits: AdmissionLimits, clock: any SessionClock) {
        self.clock = clock
        state = Mutex(
            State(
                connects: AdmissionTable(perMinute: limits.connects),
                failures: AdmissionTable(perMinute: limits.failures),
                creations: AdmissionTable(perMinute: limits.creations)))
    }

    /// Whether an address may open one more socket.
    package func mayConnect(from address: String?) -> Bool {
        guard let key = Admission.key(address) else { return true }
        return state.withLock { $0.connects.take(key, at: clock.now) }
    }

    /// Whether what an address shows is looked at; nothing is counted.
    package func mayAuthenticate(from address: String?) -> Bool {
        guard let key = Admission.key(address) else { return true }
        return state.withLock { $0.failures.admits(key, at: clock.now) }
    }

    /// An address has shown what is not trusted.
    package func failed(from address: String?) {
        guard let key = Admission.key(address) else { return }
        state.withLock { _ = $0.failures.take(key, at: clock.now) }
    }

    /// Whether a principal may have one more thing made.
    package func mayCreate(_ principal: Principal) -> Bool {
        state.withLock { $0.creations.take(principal.text, at: clock.now) }
    }

    /// What an address is counted under.
    static func key(_ address: String?) -> String? {
        guard let address else { return nil }
        guard address.contains(":"), let name = HostName("[\(address)]") else { return address }
        return name.network
    }
}
