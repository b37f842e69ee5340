public import Logging
public import SessionCore

/// You are whom the proxy in front of the server says you are, in a header that only the proxy may send.
///
/// The header counts when the connection itself comes from one of the trusted addresses. From anywhere else it is
/// ignored, as if it were not there, and that is logged once for each sender.
public struct ProxyHeaderIdentity: IdentityStrategy {
    public let name = "proxy-header"
    private let trusted: [AddressRange]
    private let userHeader: String
    private let rolesHeader: String?
    private let issuer: String
    private let strangers: StrangerLog

    /// Makes the strategy; throws `misconfigured`, naming the setting, when nobody or everybody would be trusted.
    ///
    /// - Parameters:
    ///   - trusted: the addresses of the proxies, as `127.0.0.1`, `10.1.0.0/16` or `fd00::/8`; at least one.
    ///   - userHeader: the header with the user's name.
    ///   - rolesHeader: the header with what the user may do at the most, or nothing when everybody may do everything.
    ///   - issuer: what stands before the name in the principal, so that another source's `ada` is somebody else.
    public init(
        trusted: [String], userHeader: String = "X-Remote-User", rolesHeader: String? = nil,
        issuer: String = "proxy", logger: Logger
    ) throws(IdentityError) {
        var ranges: [AddressRange] = []
        for text in trusted {
            do throws(AddressRange.Problem) {
                ranges.append(try AddressRange(text))
            } catch {
                throw IdentityError(.misconfigured, "proxy-header.trusted: \"\(text)\" \(error.what)")
            }
        }
        guard !ranges.isEmpty else {
            throw IdentityError(
                .misconfigured, "proxy-header.trusted names no address; list those of your proxies, such as 127.0.0.1")
        }
        self.trusted = ranges
        self.userHeader = try HeaderName.checked(userHeader, setting: "user")
        self.rolesHeader = try rolesHeader.map { name throws(IdentityError) in
            try HeaderName.checked(name, setting: "roles")
        }
        guard self.userHeader != self.rolesHeader else {
            throw IdentityError(.misconfigured, "proxy-header.user and proxy-header.roles name the same header")
        }
        guard Principal.user(issuer: issuer, subject: "name") != nil else {
            throw IdentityError(.misconfigured, "proxy-header.issuer is empty, too long, or has a | in it")
        }
        self.issuer = issuer
        strangers = StrangerLog(logger: logger)
    }

    public func identify(_ credentials: Credentials, at now: Timestamp) async throws(IdentityError) -> Identity? {
        let users = credentials.values(ofHeader: userHeader)
        guard let user = users.first else { return nil }
        guard isTrusted(credentials.remoteAddress) else {
            strangers.note(credentials.remoteAddress, header: userHeader)
            return nil
        }
        guard users.count == 1 else {
            throw IdentityError(
                Set(users).count == 1 ? .refused : .ambiguous, "the header \(userHeader) came \(users.count) times")
        }
        guard UserName.isOne(user), let principal = Principal.user(issuer: issuer, subject: user) else {
            throw IdentityError(.refused, "the header \(userHeader) has no name of one user in it")
        }
        return Identity(principal: principal, ceiling: try ceiling(credentials))
    }

    private func isTrusted(_ address: String?) -> Bool {
        guard let address = address.flatMap({ InternetAddress($0) }) else { return false }
        return trusted.contains { $0.contains(address) }
    }

    /// The highest role that the proxy names; where roles are asked for, whoever has none is not let in.
    private func ceiling(_ credentials: Credentials) throws(IdentityError) -> Role {
        guard let rolesHeader else { return .owner }
        let values = credentials.values(ofHeader: rolesHeader)
        guard values.count == 1, values[0].utf8.count <= Limits.rolesBytes else {
            throw IdentityError(.refused, "the header \(rolesHeader) came \(values.count) times, or is too long")
        }
        let words = values[0].split(separator: ",").map { $0.lowercased().filter { $0 != " " && $0 != "\t" } }
        guard let role = words.compactMap({ Role(rawValue: $0) }).max() else {
            throw IdentityError(.refused, "the header \(rolesHeader) names neither viewer, editor nor owner")
        }
        return role
    }
}
