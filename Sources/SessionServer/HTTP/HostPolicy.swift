/// Decides by which names a server may be called.
///
/// Without it a page of a name that its owner has just pointed at the server's address would be of the server's own
/// origin (DNS rebinding). Such a page cannot call the server by an address, nor by a name it does not own, nor over TLS.
package struct HostPolicy: Sendable {
    private let isLoopbackOnly: Bool
    private let isTLS: Bool
    private let listed: Set<HostName>

    /// - Parameters:
    ///   - listening: where the server listens, without a port.
    ///   - isTLS: whether the server itself speaks TLS.
    ///   - listed: the hosts of configured origins, by which a proxy may pass requests on.
    package init(listening host: String, isTLS: Bool, listed: Set<HostName>) {
        let name = HostName(listening: host)
        isLoopbackOnly = name?.isLoopback ?? false
        self.isTLS = isTLS
        self.listed = listed.union(name.map { [$0] } ?? [])
    }

    /// Whether a request with these values of `Host` is let in.
    package func allows(_ hosts: [String]) -> Bool {
        guard let text = hosts.first, hosts.count == 1,
            let host = OriginName(scheme: "http", authority: text)?.host
        else { return false }
        if host.isLoopback || listed.contains(host) { return true }
        return !isLoopbackOnly && (isTLS || host.isAddress)
    }
}
