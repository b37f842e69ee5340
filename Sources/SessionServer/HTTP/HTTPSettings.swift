/// What the HTTP door needs to know of a configuration.
package struct HTTPSettings: Sendable {
    /// Where the server listens: a host name or address, without a port.
    package var host: String
    /// The port it listens on; 0 for any.
    package var port: Int
    /// Whether it speaks TLS itself. A proxy that does so in front of it is named by `origins`.
    package var isTLS: Bool
    /// Further allowed origins, as `https://example.org:8443`; the server's own always is.
    package var origins: [String]
    /// The folder of the page's third-party files.
    package var assetsDirectory: String
    /// A folder whose files are served before the server's own, or nothing.
    package var staticDirectory: String?
    /// The bearer token of `GET /metrics`; nothing when only this machine may read them.
    package var metricsToken: String?
    /// The bearer token of those who run the server; nothing when their routes are not there.
    package var adminToken: String?

    package init(
        host: String, port: Int, isTLS: Bool = false, origins: [String] = [], assetsDirectory: String,
        staticDirectory: String? = nil, metricsToken: String? = nil, adminToken: String? = nil
    ) {
        self.metricsToken = metricsToken
        self.adminToken = adminToken
        self.host = host
        self.port = port
        self.isTLS = isTLS
        self.origins = origins
        self.assetsDirectory = assetsDirectory
        self.staticDirectory = staticDirectory
    }
}
