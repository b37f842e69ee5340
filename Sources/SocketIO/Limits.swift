/// The limits of the protocol's values: each has a name, a unit and a reason, and a test that crosses it.
public enum Limits {
    /// Bytes of one message or one polling body that a peer may send; what `maxPayload` says by default.
    public static let payloadBytes = 1_000_000
    /// Packets in one polling body: a burst of typing, not a flood.
    public static let packetsPerPayload = 1_024
    /// Levels of a packet's JSON: deeper than any event is, and shallow enough for any stack.
    public static let jsonDepth = 32
    /// Binary parts of one packet.
    public static let attachments = 16
    /// Bytes of a namespace's name.
    public static let namespaceBytes = 128
    /// Namespaces of one connection.
    public static let namespaces = 8
    /// Acknowledgements the server waits for, on one connection.
    public static let awaitedAcknowledgements = 64
    /// Digits of an acknowledgement's number: what a JavaScript client counts exactly.
    public static let acknowledgementDigits = 15
    /// Bytes waiting for a client that polls, from which on it should be given no more.
    public static let queuedEnoughBytes = 64 << 10
    /// Bytes waiting for a client that polls at which it is given up: whoever sends has not asked `wantsMore` for long.
    public static let queuedBytes = 16 << 20
    /// Bytes of one answer to a poll, as long as it is more than one packet.
    public static let pollBytes = 256 << 10
    /// Rooms one socket may be in.
    public static let roomsPerSocket = 256
}
