extension Limits {
    /// Bytes of one message from a window: the largest paste.
    package static let messageBytes = 1 << 20
    /// Frames one message may come in: a paste in 1 KiB pieces.
    package static let fragments = 1_024
    /// Bytes of a control frame's payload (RFC 6455, section 5.5).
    package static let controlBytes = 125
    /// Bytes waiting to be sent at which a socket says it is writable again.
    package static let writableBelowBytes = 64 << 10
    /// Bytes waiting to be sent at which a socket says it is not writable.
    package static let unwritableAboveBytes = 256 << 10
    /// Bytes waiting to be sent at which a socket is cut: whoever sends has not looked at `isWritable` for long.
    package static let unsentBytes = 16 << 20
    /// Bytes the kernel keeps for a socket (it doubles the number): what is there cannot be taken back from a slow window.
    package static let kernelSendBytes = 128 << 10
    /// How long a peer may say nothing before it is asked.
    package static let pingInterval: Duration = .seconds(15)
    /// How long it may then take to answer.
    package static let pongPatience: Duration = .seconds(10)
    /// How long a peer may take to answer a close, or to read what was sent before it.
    package static let closePatience: Duration = .seconds(5)
    /// How long a refused peer may take to read why.
    package static let refusalPatience: Duration = .seconds(2)
}
