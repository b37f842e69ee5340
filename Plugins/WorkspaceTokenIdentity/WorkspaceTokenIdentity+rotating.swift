public import SessionCore

extension WorkspaceTokenIdentity: IdentityRotator {
    public func rotate(
        _ credentials: Credentials, retiring retirement: SecretRetirement, at now: Timestamp
    ) async throws(IdentityError) -> IssuedIdentity? {
        guard try await identify(credentials, at: now) != nil, let text = ShownTokens(credentials).texts.first,
            let token = token(text)
        else { return nil }
        do {
            let issued =
                switch retirement {
                case .gradual: try await sessions.rotateWatched(token.key, grace: rotateGrace)
                case .immediate: try await sessions.rotate(token.key)
                }
            return IssuedIdentity(identity: try identity(.live(issued.record)), token: issued.token)
        } catch let error as IdentityError {
            throw error
        } catch is SessionError {
            // Within its grace a replaced token reads and does no more.
            throw IdentityError(.refused, "the workspace has ended, or the token was replaced already")
        } catch {
            throw IdentityError(.unavailable, "the store failed: \(error)")
        }
    }
}
