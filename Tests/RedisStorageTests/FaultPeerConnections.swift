import NIOCore
import Synchronization

/// The connections of a ``FaultPeer``, numbered from 0 on as they come.
final class FaultPeerConnections: Sendable {
    private let channels = Mutex<[any Channel]>([])

    /// The number of the new one.
    func add(_ channel: any Channel) -> Int {
        channels.withLock { channels in
            channels.append(channel)
            return channels.count - 1
        }
    }

    /// Nothing when there is no such connection yet.
    subscript(number: Int) -> (any Channel)? {
        channels.withLock { $0.indices.contains(number) ? $0[number] : nil }
    }
}
