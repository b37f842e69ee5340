/// Where the server listens, and to whom.
public struct ServerSettings: Sendable, Hashable {
    /// PEM files for TLS; both were there and readable when the configuration was read.
    public struct TLSFiles: Sendable, Hashable {
        /// The path of the certificate chain.
        public let certificate: String
        /// The path of the private key.
        public let key: String
    }

    /// The name or address to listen on; an IPv6 address has no brackets.
    public let host: String
    /// The port to listen on, 0 to 65535; 0 lets the system choose.
    public let port: Int
    /// Web origins that may connect beside the server's own, as browsers send them.
    public let origins: [String]
    /// What TLS needs; nothing when connections are not encrypted.
    public let tls: TLSFiles?
    /// A file with the bearer token of `GET /metrics`; nothing when only this machine may read them.
    public let metricsTokenFile: String?
    /// A file with the bearer token of those who run the server; nothing when nobody may move its sessions.
    public let adminTokenFile: String?
    /// How often a minute anybody may knock, fail and create.
    public let limits: AdmissionSettings
    /// How Socket.IO clients are kept; nothing when none are let in.
    public let socketIO: SocketIOSettings?

    /// Whether only this machine can reach the server.
    public var isLoopback: Bool { WebOrigin.isLoopback(host) }
}
