extension SessionManager {
    /// Puts a window on a session.
    ///
    /// - Returns: the edge, or nothing when the session has ``Limits/attachmentsPerSession`` already.
    public func attach(
        window: String, to session: SessionHandle, as role: Role, until expires: Timestamp = .never
    ) -> Attachment? {
        let attachment = Attachment(window: window, session: session, role: role, since: clock.now, expires: expires)
        guard attachments.attach(attachment) else { return nil }
        observers.tell(.attached(session, window: window))
        return attachment
    }

    /// Takes a window off a session; tells the observers when it was the last one.
    public func detach(window: String, from session: SessionHandle) {
        guard let wasLast = attachments.detach(window: window, from: session) else { return }
        observers.tell(.detached(session, window: window, wasLast: wasLast))
    }

    /// How many edges there are between windows and sessions.
    public var attachmentCount: Int { attachments.count }

    /// The windows on a session, in the order in which they came.
    public func attachments(of session: SessionHandle) -> [Attachment] {
        attachments.attachments(of: session, at: clock.now)
    }
}
