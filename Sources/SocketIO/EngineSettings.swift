public import NIOCore

/// How an Engine.IO session is kept.
public struct EngineSettings: Sendable, Hashable {
    /// How often the client is asked for a sign of life.
    public var pingInterval: TimeAmount
    /// How long it may take to give one.
    public var pingTimeout: TimeAmount
    /// Bytes of one message, or of one body, that a client may send.
    public var payloadBytes: Int
    /// Bytes that may wait for a client that polls before it is given up.
    public var queuedBytes: Int

    /// The protocol's own numbers, unless told otherwise.
    public init(
        pingInterval: TimeAmount = .seconds(25), pingTimeout: TimeAmount = .seconds(20),
        payloadBytes: Int = Limits.payloadBytes, queuedBytes: Int = Limits.queuedBytes
    ) {
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.payloadBytes = payloadBytes
        self.queuedBytes = queuedBytes
    }

    /// The data of the packet that opens a session.
    ///
    /// - Parameter session: an id of letters and digits.
    public func handshake(session: String, upgrades: [EngineRequest.Transport]) -> ByteBuffer {
        let upgrades = upgrades.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        return ByteBuffer(
            string: #"{"sid":"\#(session)","upgrades":[\#(upgrades)],"pingTimeout":\#(milliseconds(pingTimeout)),"#
                + #""pingInterval":\#(milliseconds(pingInterval)),"maxPayload":\#(payloadBytes)}"#)
    }

    private func milliseconds(_ amount: TimeAmount) -> Int64 { amount.nanoseconds / 1_000_000 }
}
