/// Decides whether the page that sent a request is one of ours.
///
/// The browser's `Origin` is believed because no page can change it. Everything that is not exactly the server's own
/// origin, or exactly one of the list, is foreign: `null`, another port, a longer name, two origins at once.
package struct OriginPolicy: Sendable {
    /// Whose page sent a request.
    package enum Verdict: Sendable, Hashable {
        /// The server's own.
        case own
        /// One of the configured origins.
        case listed
        /// No page's: no `Origin` was sent.
        case absent
        /// Another one's.
        case foreign
    }

    private let scheme: String
    private let listed: Set<OriginName>

    /// - Parameters:
    ///   - origins: further origins; what is not one is left out, the configuration has been checked before.
    ///   - isTLS: whether the server itself speaks TLS.
    package init(origins: [String], isTLS: Bool) {
        scheme = isTLS ? "https" : "http"
        listed = Set(origins.compactMap { OriginName($0) })
    }

    /// Judges the values of `Origin` beside those of `Host`.
    package func judge(origins: [String], hosts: [String]) -> Verdict {
        guard let text = origins.first else { return .absent }
        guard origins.count == 1, let origin = OriginName(text) else { return .foreign }
        if listed.contains(origin) { return .listed }
        guard hosts.count == 1, let host = hosts.first else { return .foreign }
        return origin == OriginName(scheme: scheme, authority: host) ? .own : .foreign
    }

    /// The hosts of the configured origins.
    var hosts: Set<HostName> { Set(listed.map(\.host)) }
}
