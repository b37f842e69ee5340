/// A packet of Socket.IO, version 5 of its protocol.
public struct SocketPacket: Sendable, Hashable {
    /// What it is for.
    public enum Kind: Sendable, Hashable {
        /// A client asks for a namespace, with what it shows; or the server lets it in.
        case connect(SocketValue?)
        /// One of the two leaves the namespace.
        case disconnect
        /// Something happened: a name, and arguments.
        case event(String, [SocketValue], acknowledgement: Int?)
        /// The answer to an event that asked for one.
        case acknowledgement(Int, [SocketValue])
        /// The client is not let in.
        case connectError(SocketValue)
    }

    /// The namespace it is for; `/` is the one that is always there.
    public let namespace: String
    /// What it is for.
    public let kind: Kind

    /// Makes a packet.
    public init(_ kind: Kind, in namespace: String = "/") {
        self.kind = kind
        self.namespace = namespace
    }
}
