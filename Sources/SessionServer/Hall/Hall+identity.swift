import Logging
package import SessionCore

extension Hall {
    /// On whose behalf credentials speak; nothing shown, not trusted and not to be found out are three different errors.
    ///
    /// An address that has shown too much that is not trusted is not looked at for a while: `limit`.
    package func identify(_ credentials: Credentials) async throws(HallError) -> Identity {
        guard admission.mayAuthenticate(from: credentials.remoteAddress) else {
            throw .limit("too much was shown from this address that is not trusted; try again in a minute")
        }
        do {
            return try await judge(credentials)
        } catch {
            if error.code == .refused {
                admission.failed(from: credentials.remoteAddress)
                audit.record(
                    AuditEntry(
                        .authenticate, from: credentials.remoteAddress, window: credentials.connection,
                        outcome: error.code.rawValue))
            }
            throw error
        }
    }

    /// The same for what was trusted before, which is not counted as a knock at the door.
    func judge(_ credentials: Credentials) async throws(HallError) -> Identity {
        let found: Identity?
        do {
            found = try await identity.identify(credentials, at: sessions.clock.now)
        } catch {
            throw judged(error)
        }
        guard let found else { throw .noCredential }
        return found
    }

    /// Throws `limit` when a principal has had too much made lately.
    func admitCreation(by principal: Principal) throws(HallError) {
        guard admission.mayCreate(principal) else {
            throw .limit("too much was made for you in a short time; try again in a minute")
        }
    }

    /// A new identity for a newcomer who showed nothing, or nothing when no strategy gives any out.
    ///
    /// - Parameter address: where it comes from, for the audit log.
    package func welcomeNewcomer(from address: String? = nil) async throws(HallError) -> IssuedIdentity? {
        guard let issuer = identity.issuer else { return nil }
        guard admitsNewcomer() else {
            logger.warning("Too many newcomers at once; this one is given no workspace")
            throw .limit("too many newcomers at once; try again in a minute")
        }
        do {
            let issued = try await issuer.issue(at: sessions.clock.now)
            audit.record(AuditEntry(.issue, who: issued.identity.principal, from: address))
            return issued
        } catch {
            logger.error("A newcomer could not be given an identity", metadata: ["error": "\(error)"])
            throw HallError(.unavailable, "a new workspace cannot be made at present")
        }
    }

    /// What is said outside of credentials that were not trusted or not judged.
    func judged(_ error: IdentityError) -> HallError {
        switch error.code {
        case .unavailable, .misconfigured:
            logger.error("An identity could not be judged", metadata: ["error": "\(error)"])
            return HallError(.unavailable, "who you are cannot be found out at present; nothing was changed")
        default:
            logger.info("Credentials were refused", metadata: ["reason": "\(error.reason)"])
            return .refused
        }
    }
}
