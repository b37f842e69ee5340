/// How a WebSocket is kept: the numbers of ``Limits``, in one value, so that a test can choose others.
package struct WebSocketSettings: Sendable {
    /// Bytes of one message.
    package var messageBytes = Limits.messageBytes
    /// Frames one message may come in.
    package var fragments = Limits.fragments
    /// Bytes waiting to be sent between which `isWritable` changes.
    package var writeWatermarks = Limits.writableBelowBytes...Limits.unwritableAboveBytes
    /// Bytes waiting to be sent at which the socket is cut.
    package var unsentBytes = Limits.unsentBytes
    /// Bytes the kernel keeps.
    package var kernelSendBytes = Limits.kernelSendBytes
    /// How long a peer may say nothing before it is asked.
    package var pingInterval = Limits.pingInterval
    /// How long it may then take to answer.
    package var pongPatience = Limits.pongPatience
    /// How long a peer may take to answer a close.
    package var closePatience = Limits.closePatience
    /// How long a refused peer may take to read why.
    package var refusalPatience = Limits.refusalPatience

    package init() {}
}
