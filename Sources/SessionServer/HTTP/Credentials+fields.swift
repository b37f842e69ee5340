import HTTPTypes
import SessionCore

extension Credentials {
    /// Gathers what header fields show, their cookies read. Names are in small letters.
    ///
    /// Throws 400 for more cookies, or bytes of them, than ``Limits`` allow.
    init(
        fields: [Field], connection: String? = nil, auth: [String: String] = [:], remoteAddress: String?
    ) throws(HTTPFailure) {
        let headers = fields.filter { $0.name == "cookie" }.map(\.value)
        self.init(
            connection: connection, auth: auth, headers: fields, cookies: try Credentials.cookies(in: headers),
            remoteAddress: remoteAddress)
    }

    /// The pairs of `Cookie` fields (RFC 6265, section 4.2), in order, values as they came.
    ///
    /// What has no name is left out: other services of this host name put their cookies here too.
    private static func cookies(in headers: [String]) throws(HTTPFailure) -> [Field] {
        let pairs = headers.flatMap { $0.split(separator: ";") }
        guard headers.reduce(0, { $0 + $1.utf8.count }) <= Limits.cookieBytes, pairs.count <= Limits.cookies else {
            throw HTTPFailure(
                .badRequest, "invalid",
                "at most \(Limits.cookies) cookies of \(Limits.cookieBytes) bytes together are read; clear some")
        }
        return pairs.compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let name = trimmed(parts[0])
            // A cookie's name is a token, as the name of a header field is.
            guard HTTPField.Name(name) != nil else { return nil }
            return Field(name, trimmed(parts[1]))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let rest = text.drop { $0 == " " || $0 == "\t" }
        guard let end = rest.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(rest[...end])
    }
}
