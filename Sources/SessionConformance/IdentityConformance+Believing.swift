import SessionCore

/// Promise 5: what only the server can know is not taken from what a client can write.
extension IdentityConformance {
    static let believing = [
        IdentityConformance("claimsMakeNobodySomebody", 5, run: claimsOfNobody),
        IdentityConformance("claimsMakeNobodySomebodyElse", 5, run: claimsOfSomeone),
    ]

    private static func claimsOfNobody(_ subject: IdentitySubject) async throws {
        for claim in try await claims(subject) {
            try await subject.expect(claim, .nobody, "nothing but claims about who and where one is")
        }
    }

    private static func claimsOfSomeone(_ subject: IdentitySubject) async throws {
        let someone = try await subject.someone()
        for claim in try await claims(subject) {
            for (number, shown) in subject.samples.trusted.enumerated() {
                let both = Credentials(
                    connection: shown.connection, auth: claim.auth.merging(shown.auth) { $1 },
                    headers: shown.headers + claim.headers, cookies: shown.cookies + claim.cookies,
                    remoteAddress: shown.remoteAddress)
                try await subject.expect(
                    both, .principal(someone), "trusted sample \(number) with claims to be somebody else")
            }
        }
    }

    /// What somebody writes who wants to be the other principal, or to come from where the others come from.
    private static func claims(_ subject: IdentitySubject) async throws -> [Credentials] {
        let victim = try await subject.principal(of: subject.samples.another, "the proof of another principal")
        let another = subject.samples.another
        let name = victim.text
        let connection = another.connection ?? name
        let address = another.remoteAddress ?? "127.0.0.1"
        let words = ["principal", "identity", "user", "sub", "iss", "owner", "session", "handle", "id"]
        let places = ["sid", "socket", "connection", "remoteAddress", "remote_address", "address", "ip"]
        var auth: [String: String] = [:]
        for word in words { auth[word] = name }
        for place in places { auth[place] = place.hasSuffix("ddress") || place == "ip" ? address : connection }
        // The headers of the other one, as if the payload could send headers.
        for field in another.headers { auth[field.name] = field.value }
        let forwarded = [
            Credentials.Field("x-forwarded-for", address), .init("x-real-ip", address),
            .init("forwarded", "for=\"\(address)\""), .init("x-client-ip", address),
            .init("x-socket-id", connection), .init("x-principal", name), .init("x-forwarded-user", name),
        ]
        return [
            Credentials(auth: auth),
            Credentials(headers: forwarded),
            Credentials(cookies: [.init("io", connection), .init("user", name), .init("principal", name)]),
        ]
    }
}
