/// Decides by which names a server may be called that only this machine can reach.
///
/// Without it a page of a name that its owner has just pointed at 127.0.0.1 would be of the server's own origin (DNS
/// rebinding). A server that others can reach may be called by any name.
package struct HostPolicy: Sendable {
    private let isLoopbackOnly: Bool
    private let listed: Set<HostName>

    /// - Parameters:
    ///   - listening: where the server listens, without a port.
    ///   - listed: the hosts of configured origins, by which a proxy may pass requests on.
    package init(listening host: String, listed: Set<HostName>) {
        isLoopbackOnly = HostName(listening: host)?.isLoopback ?? false
        self.listed = listed
    }

    /// Whether a request with these values of `Host` is let in.
    package func allows(_ hosts: [String]) -> Bool {
        guard isLoopbackOnly else { return hosts.count <= 1 }
        guard let text = hosts.first, hosts.count == 1,
            let host = OriginName(scheme: "http", authority: text)?.host
        else { return false }
        return host.isLoopback || listed.contains(host)
    }
}
