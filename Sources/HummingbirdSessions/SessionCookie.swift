import HTTPTypes
import Hummingbird
import SessionCore

/// The cookie that carries the token of a session to a browser and back.
///
/// It is `HttpOnly`, `SameSite=Lax`, has the path `/` and no domain, and lives as long as the session's effective deadline.
public struct SessionCookie: Sendable, Hashable {
    /// The name as it stands in requests and answers, prefix included.
    public let name: String
    let isSecure: Bool

    /// A cookie that browsers take only from this very host and only over TLS: `__Host-` before the name, and `Secure`.
    ///
    /// - Parameter name: one to 64 letters, digits, `-` and `_`, without the prefix; nothing is made of any other.
    public static func secure(_ name: String) -> SessionCookie? {
        SessionCookie(name, isSecure: true)
    }

    /// A cookie for trials on one's own machine, over plain HTTP: no prefix, not `Secure`.
    ///
    /// A request to any other host than `localhost`, `127.0.0.1` or `[::1]` is refused, so that a token never crosses a
    /// network in the clear.
    public static func plainOnLoopback(_ name: String) -> SessionCookie? {
        SessionCookie(name, isSecure: false)
    }

    private init?(_ name: String, isSecure: Bool) {
        guard (1...Limits.cookieNameBytes).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfName) else {
            return nil
        }
        self.name = (isSecure ? "__Host-" : "") + name
        self.isSecure = isSecure
    }

    private static func isOfName(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// The token that a request shows, or nothing when it shows none or what cannot be one.
    func token(in request: Request) throws(SessionFailure) -> SessionToken? {
        guard isSecure || LoopbackName.isOne(request.head.authority) else {
            throw SessionFailure(.misdirected, "over plain HTTP this is served on localhost only; use TLS elsewhere")
        }
        let fields = request.headers[values: .cookie]
        guard fields.reduce(0, { $0 + $1.utf8.count }) <= Limits.cookieBytes else {
            throw SessionFailure(.oversized, "more cookies than are looked at; clear those of this site")
        }
        let pairs: [Substring] = fields.flatMap { field -> [Substring] in
            field.split(separator: ";").map { pair in pair.drop { $0 == " " || $0 == "\t" } }
        }
        let shown = Set(pairs.filter { $0.hasPrefix(name + "=") }.map { $0.dropFirst(name.count + 1) })
        guard shown.count <= 1 else {
            throw SessionFailure(.ambiguous, "two different session cookies were shown; clear those of this site")
        }
        return shown.first.flatMap { SessionToken(String($0)) }
    }

    /// The `Set-Cookie` that hands a token over until a deadline.
    func handing(over token: SessionToken, until deadline: Timestamp, at now: Timestamp) -> String {
        let left = deadline.since(now).components.seconds
        return field(token.text, seconds: deadline == .never ? Limits.cookieSeconds : left)
    }

    /// The `Set-Cookie` that takes it away.
    var clearing: String { field("", seconds: 0) }

    private func field(_ value: String, seconds: Int64) -> String {
        let age = min(max(0, seconds), Limits.cookieSeconds)
        return "\(name)=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
