/// Why a request is not let into a session, in the protocol's own numbers and words.
public struct EngineRefusal: Error, Sendable, Hashable {
    /// The protocol's number.
    public let code: Int
    /// The protocol's words for it.
    public let message: String

    init(_ code: Int, _ message: String) {
        self.code = code
        self.message = message
    }

    /// No transport, or one that is not spoken here.
    public static let unknownTransport = EngineRefusal(0, "Transport unknown")
    /// There is no such session, or no more.
    public static let unknownSession = EngineRefusal(1, "Session ID unknown")
    /// A session is opened with GET.
    public static let badMethod = EngineRefusal(2, "Bad handshake method")
    /// The session is on another transport, is busy with a request of the kind, or the body is malformed.
    public static let badRequest = EngineRefusal(3, "Bad request")
    /// Whoever asks is not let in.
    public static let forbidden = EngineRefusal(4, "Forbidden")
    /// Another version than 4.
    public static let unsupportedVersion = EngineRefusal(5, "Unsupported protocol version")

    /// The HTTP status that goes with it: 403 for ``forbidden``, 400 for the others.
    public var status: Int { code == EngineRefusal.forbidden.code ? 403 : 400 }

    /// `{"code":…,"message":"…"}`
    public var json: String { #"{"code":\#(code),"message":"\#(message)"}"# }
}
