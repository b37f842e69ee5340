import Foundation
import Glibc

/// What lies beside a file while it is written. Whoever writes a draft has it locked, so that one without a lock was left
/// by a process that was killed: numbers of processes say nothing where containers share a folder.
extension NewFile {
    /// What stands between the name of the file and the number of the process.
    static let draftMark = ".part-"
    /// How often a draft is begun that another process takes away before it is locked.
    private static let draftAttempts = 8

    /// Opens a new draft for writing, and locks it for as long as it is open.
    ///
    /// - Parameter path: the file it is to become, for the sentence of a failure.
    static func openDraft(_ draft: String, of path: String) throws(StartupProblem) -> Int32 {
        // Between its opening and its lock another process may take a draft for one that was left.
        for _ in 0..<draftAttempts {
            let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw problem(path, errno) }
            // It waits for whoever is about to remove it; a file system without locks leaves drafts where they are.
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
            if OpenFile(descriptor)?.isNamed == true { return descriptor }
            close(descriptor)
        }
        throw StartupProblem("\(path) cannot be written: \(draft) is removed by others again and again")
    }

    /// Removes what exports to this name left when they were killed, and tells of it.
    static func removeAbandonedDrafts(of path: String) {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent()
        let beginning = file.lastPathComponent + draftMark
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(beginning) && isNumber(name.dropFirst(beginning.count)) {
            let draft = folder.appending(path: name).path
            guard removeIfAbandoned(draft) else { continue }
            ConfigurationSource.tell("mooring: removed \(draft), which an export that was killed had left")
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Removes an ordinary file of this user that nobody writes; answers whether it did.
    private static func removeIfAbandoned(_ draft: String) -> Bool {
        let descriptor = open(draft, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard OpenFile(descriptor)?.isOwn == true else { return false }
        // Removed under the lock: who has just begun it waits for that, and sees that it is gone.
        let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        return isLocked && OpenFile(descriptor)?.isNamed == true && unlink(draft) == 0
    }
}
