import SessionCore

extension StoredValue {
    /// What is told in a list of a session whose value cannot be read; nothing when it has no handle.
    ///
    /// - Parameter handle: the one in the list; that in the value when nothing.
    static func unreadable(_ bytes: [UInt8], handle: SessionHandle?) -> UnreadableSession? {
        let names = names(bytes)
        guard let handle = handle ?? names?.handle else { return nil }
        // Where nothing says what it was for, it counts as what a caller must not make anew in its place.
        return UnreadableSession(
            handle: handle, kind: names?.kind ?? .workspace,
            error: StorageError(
                .corrupt,
                "in Redis, the session \(handle) cannot be read; delete its key when it is of no more use"))
    }

    /// Handle and kind, where these are sound.
    private static func names(_ bytes: [UInt8]) -> (handle: SessionHandle, kind: SessionKind)? {
        // Behind the letter, five instants and the version, 16 digits each.
        var reader = FieldReader(Array(bytes.dropFirst(1 + 6 * 16)))
        guard bytes.first == UInt8(ascii: "L"), let handleCount = reader.number(digits: 2),
            let kindCount = reader.number(digits: 2), reader.number(digits: 4) != nil,
            let handle = reader.text(handleCount).flatMap({ SessionHandle($0) }),
            let kind = reader.text(kindCount).flatMap({ SessionKind($0) })
        else { return nil }
        return (handle, kind)
    }
}
