package import SessionCore

/// What becomes of the secrets that we gave out.
extension Hall {
    /// Gives whoever shows a secret of ours a new one in its place. Windows that came with the old one come back.
    ///
    /// - Throws: `invalid` when the proof is not a secret of ours; `forbidden` for whoever may not do all.
    package func replaceSecret(
        shownIn credentials: Credentials, retiring retirement: SecretRetirement
    ) async throws(HallError) -> IssuedIdentity {
        let known = try await identify(credentials)
        guard known.ceiling == .owner else { throw .forbidden }
        for rotator in identity.rotators {
            let issued: IssuedIdentity?
            do {
                issued = try await rotator.rotate(credentials, retiring: retirement, at: sessions.clock.now)
            } catch {
                throw judged(error)
            }
            guard let issued else { continue }
            await moveWindows(to: issued.identity)
            return issued
        }
        throw .invalid("you are known by a proof that is not ours to replace; whoever gave it to you can")
    }

    /// Ends the session whose secret is shown, with everything in it.
    ///
    /// - Returns: whether there was one: a proof from elsewhere cannot be ended here.
    package func signOut(_ credentials: Credentials) async throws(HallError) -> Bool {
        let known = try await identify(credentials)
        guard let session = known.session else { return false }
        try await delete(try await enter(session, as: known))
        return true
    }

    /// Has the windows that rest on a replaced secret come back: each with the new one, where its browser has it.
    private func moveWindows(to identity: Identity) async {
        guard let session = identity.session else { return }
        if let room = room(session), let record = try? await sessions.session(session, of: identity.principal) {
            room.follow(record)
        }
        for room in rooms {
            room.sendAway(.goingAway, "the token was replaced; come back with the new one") { seat in
                seat.principal == identity.principal && seat.proofs.contains(session)
            }
        }
    }
}
