import HummingbirdCore
package import NIOCore

/// One accepted connection: HTTP, until it becomes a WebSocket.
package struct UpgradableConnection: ServerChildChannelValue {
    package let channel: any Channel
    let http: HTTP1Channel.Value
    let gate: NIOLoopBound<UpgradeGate>
    /// The one request that asks to become a WebSocket, or nothing once there cannot be one any more.
    let asked: EventLoopFuture<UpgradeRequest?>
}
