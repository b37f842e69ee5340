import SessionCore

/// What the server's own errors mean to a caller, by the word they begin with.
///
/// | the server says | a caller gets | since |
/// |---|---|---|
/// | `LOADING`, `MASTERDOWN`, `TRYAGAIN`, `BUSY`, `NOREPLICAS`, `UNKILLABLE` | `unavailable` | it passes by itself |
/// | `READONLY` | `unavailable` | a replica was reached; the primary takes the write |
/// | `MISCONF` | `full` when the disk has no room, else `unavailable` | the server has stopped taking writes |
/// | `OOM` | `full` | it has reached `maxmemory` |
/// | `NOAUTH`, `WRONGPASS`, `NOPERM`, `DENIED` | `misconfigured` | a person must mend user, password or rights |
/// | `MOVED`, `ASK`, `CLUSTERDOWN`, `CROSSSLOT` | `misconfigured` | it is a cluster, which is not supported |
///
/// In each case the command was not carried out. What breaks off a script that writes is another matter
/// (``midway(_:)``). The server's own text is left out of ours: it may repeat arguments.
enum RedisServerError {
    /// The error for what the server said, or nothing when it is for whoever sent the command to judge.
    static func named(_ text: String) -> StorageError? {
        let word = self.word(of: text)
        switch word {
        case "LOADING":
            return StorageError(.unavailable, "Redis is still loading its data; nothing was changed")
        case "READONLY":
            return StorageError(
                .unavailable, "Redis is a read-only replica; nothing was changed. Give the address of the primary")
        case "MASTERDOWN":
            return StorageError(.unavailable, "Redis is a replica that has lost its primary; nothing was changed")
        case "BUSY", "UNKILLABLE":
            return StorageError(.unavailable, "Redis is busy with a script that does not end; nothing was changed")
        case "TRYAGAIN", "NOREPLICAS":
            return StorageError(.unavailable, "Redis does not take the command now (\(word)); nothing was changed")
        case "MISCONF":
            let isFull = text.contains("No space left")
            return StorageError(
                isFull ? .full : .unavailable,
                "Redis takes no writes, since it cannot save to its disk; nothing was changed. Look into its log")
        case "OOM":
            return StorageError(.full, "Redis has reached its maxmemory; nothing was changed")
        case "NOAUTH", "WRONGPASS", "NOPERM", "DENIED", "MOVED", "ASK", "CLUSTERDOWN", "CROSSSLOT":
            return StorageError(.misconfigured, sentence(forSetUp: word))
        default:
            return nil
        }
    }

    /// The error for a script that began and broke off, where something may have been written before that; nothing when it
    /// is known that nothing was.
    ///
    /// A right that is missing or a key of the wrong kind may be met at any command. For the others the server looks before
    /// the first write only, and so do our scripts for what is damaged.
    static func midway(_ text: String) -> StorageError? {
        // The server tells where in the script it was: `on @user_script:12`.
        guard text.contains("user_script:") else { return nil }
        let word = self.word(of: text)
        guard !["OOM", "READONLY", "MISCONF", "NOREPLICAS", "DAMAGED"].contains(word) else { return nil }
        return StorageError(
            .unknown,
            """
            Redis broke off a step with the error \(word); whether the change was made is not known. \
            Look into its log and the rights of the user
            """)
    }

    /// The error for a reply that no one foresaw; of the server's words only the first is told.
    static func unexpected(_ text: String) -> StorageError {
        StorageError(
            .unavailable, "Redis refused a command with the error \(word(of: text)); look into its log and version")
    }

    private static func sentence(forSetUp word: String) -> String {
        switch word {
        case "NOAUTH": "Redis asks for a password; set one in the address, by password-file or password-variable"
        case "WRONGPASS": "Redis does not know this user with this password"
        case "NOPERM": "the user at Redis may not do what sessions need; see the README for the rights it must have"
        case "DENIED": "Redis is in protected mode and takes no connection from here; give it a password or bind it"
        default:
            "Redis is part of a cluster (\(word)), which is not supported; give the address of a single server"
        }
    }

    /// The first word; what a script of an older server met is told behind the place in the script.
    private static func word(of text: String) -> String {
        var rest = Substring(text)
        if rest.hasPrefix("ERR Error running script"), let mark = rest.firstRange(of: ": -") {
            rest = rest[mark.upperBound...]
        }
        let word = rest.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber) }
        return word.isEmpty ? "ERR" : String(word.prefix(32))
    }
}
