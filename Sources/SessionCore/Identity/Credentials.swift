/// What a connection really showed, gathered by the server and judged by identity strategies.
///
/// It prints without any value in it, so that it cannot carry a secret into a log.
public struct Credentials: Sendable {
    /// A header, cookie or `auth` entry. Names of headers are lowercase.
    public struct Field: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value, as it came.
        public var value: String

        /// Makes a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The id the server itself gave to the live connection, or nothing for a single HTTP request.
    public var connection: String?
    /// The `auth` payload of a connection's opening message.
    public var auth: [String: String]
    /// The headers, in order, names lowercase; `authorization` and `cookie` included.
    public var headers: [Field]
    /// The cookies, in order; a name may come more than once.
    public var cookies: [Field]
    /// The numeric address of the other end, without a port, or nothing when there is none.
    public var remoteAddress: String?

    /// Whether the server judges once more what a live connection showed when it came. Nobody shows it now, so an old
    /// secret among it is no sign of theft.
    public var isRepeated = false

    /// Gathers credentials.
    public init(
        connection: String? = nil,
        auth: [String: String] = [:],
        headers: [Field] = [],
        cookies: [Field] = [],
        remoteAddress: String? = nil
    ) {
        self.connection = connection
        self.auth = auth
        self.headers = headers
        self.cookies = cookies
        self.remoteAddress = remoteAddress
    }

    /// All values of a header, by its lowercase name.
    public func values(ofHeader name: String) -> [String] {
        headers.filter { $0.name == name }.map(\.value)
    }

    /// All values of a cookie.
    public func values(ofCookie name: String) -> [String] {
        cookies.filter { $0.name == name }.map(\.value)
    }

    /// What `Authorization: Bearer …` headers present, without the scheme.
    public var bearerTokens: [String] {
        values(ofHeader: "authorization").compactMap { value in
            let parts = value.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return String(parts[1].drop { $0 == " " })
        }
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    /// How many of each kind there are, and no value.
    public var description: String {
        "Credentials(auth: \(auth.count), headers: \(headers.count), cookies: \(cookies.count))"
    }
    /// Nothing of what was shown.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
