import Logging
package import SessionCore

extension Hall {
    /// On whose behalf credentials speak; nothing shown, not trusted and not to be found out are three different errors.
    package func identify(_ credentials: Credentials) async throws(HallError) -> Identity {
        let found: Identity?
        do {
            found = try await identity.identify(credentials, at: sessions.clock.now)
        } catch {
            switch error.code {
            case .unavailable, .misconfigured:
                logger.error("An identity could not be judged", metadata: ["error": "\(error)"])
                throw HallError(.unavailable, "who you are cannot be found out at present; nothing was changed")
            default:
                logger.info("Credentials were refused", metadata: ["reason": "\(error.reason)"])
                throw .refused
            }
        }
        guard let found else { throw .noCredential }
        return found
    }

    /// A new identity for a newcomer who showed nothing, or nothing when no strategy gives any out.
    package func welcomeNewcomer() async throws(HallError) -> IssuedIdentity? {
        guard let issuer = identity.issuer else { return nil }
        guard admitsNewcomer() else {
            logger.warning("Too many newcomers at once; this one is given no workspace")
            throw .limit("too many newcomers at once; try again in a minute")
        }
        do {
            return try await issuer.issue(at: sessions.clock.now)
        } catch {
            logger.error("A newcomer could not be given an identity", metadata: ["error": "\(error)"])
            throw HallError(.unavailable, "a new workspace cannot be made at present")
        }
    }
}
