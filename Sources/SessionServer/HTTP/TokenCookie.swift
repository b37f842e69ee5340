import HTTPTypes
package import SessionCore

/// The cookie that carries a workspace token to a browser and back.
///
/// No script sees it and no page of another site has it sent. Under TLS its name has the prefix `__Host-`, which browsers
/// accept only from this very host, over TLS.
package struct TokenCookie: Sendable {
    private let isTLS: Bool

    package init(isTLS: Bool) {
        self.isTLS = isTLS
    }

    package var name: String { (isTLS ? "__Host-" : "") + IssuedIdentity.cookie }

    /// The `Set-Cookie` that hands a secret over, for as long as it will hold.
    package func handing(over issued: IssuedIdentity, at now: Timestamp) -> String {
        var attributes = ""
        if issued.identity.expires != .never {
            let left = issued.identity.expires.since(now).components.seconds
            attributes = "; Max-Age=\(max(0, left))"
        }
        return field(issued.token.text, attributes)
    }

    /// The `Set-Cookie` that takes it away.
    package var clearing: String { field("", "; Max-Age=0") }

    private func field(_ value: String, _ attributes: String) -> String {
        "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict" + (isTLS ? "; Secure" : "") + attributes
    }
}
