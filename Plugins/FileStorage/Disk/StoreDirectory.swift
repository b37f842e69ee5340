import Glibc
import SessionCore

/// The folder of one namespace, held open, so that every name is looked up in it and in nothing put in its place.
///
/// It belongs to the user of this process and nobody else may enter it. A symbolic link is followed nowhere in it.
struct StoreDirectory: ~Copyable, Sendable {
    let path: String
    private let folder: OpenFile

    /// Opens the folder of a namespace, making it and those above it when they are not there.
    init(_ root: String, namespace: Namespace) throws(StorageError) {
        path = root + "/" + namespace.text
        folder = try StoreDirectory.openFolder(namespace.text, in: root)
    }

    private static func openFolder(_ name: String, in root: String) throws(StorageError) -> OpenFile {
        do throws(SystemFailure) {
            try makeFolders(root)
            let parent = try OpenFile(Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC), from: "open")
            if mkdirat(parent.descriptor, name, 0o700) == 0 {
                try parent.synchronize()
            } else if errno != EEXIST {
                throw SystemFailure("mkdir")
            }
            let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
            let folder = try OpenFile(openat(parent.descriptor, name, flags), from: "open")
            try secure(folder, mode: 0o700)
            return folder
        } catch {
            throw error.opening("\(root)/\(name)")
        }
    }

    /// Opens a folder within this one, making it when it is not there.
    func makeFolder(_ name: String) throws(SystemFailure) {
        guard mkdirat(folder.descriptor, name, 0o700) == 0 || errno == EEXIST else { throw SystemFailure("mkdir") }
        try StoreDirectory.secure(openFolder(name), mode: 0o700)
    }

    /// Puts the names in a folder within this one on stable storage.
    func synchronize(_ name: String) throws(SystemFailure) {
        try openFolder(name).synchronize()
    }

    private func openFolder(_ name: String) throws(SystemFailure) -> OpenFile {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW
        return try OpenFile(openat(folder.descriptor, name, flags), from: "open")
    }

    /// Opens a file that is there, to read and write.
    func open(_ name: String) throws(SystemFailure) -> OpenFile {
        // Without O_NONBLOCK the open of a pipe that somebody put there would wait for ever.
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let file = try OpenFile(openat(folder.descriptor, name, flags), from: "open")
        try StoreDirectory.secure(file, mode: 0o600)
        return file
    }

    /// Makes a new, empty file; one of that name that is there already is an error.
    func create(_ name: String) throws(SystemFailure) -> OpenFile {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = try OpenFile(openat(folder.descriptor, name, flags, 0o600), from: "open")
        try StoreDirectory.secure(file, mode: 0o600)
        return file
    }

    /// Opens a file, making it when it is not there.
    func openOrCreate(_ name: String) throws(SystemFailure) -> OpenFile {
        do {
            return try create(name)
        } catch  where error.code == EEXIST {
            return try open(name)
        }
    }

    /// Gives a file another name, in the place of any that has it.
    func rename(_ name: String, to other: String) throws(SystemFailure) {
        guard renameat(folder.descriptor, name, folder.descriptor, other) == 0 else { throw SystemFailure("rename") }
    }

    /// Gives a file a name that no other has; throws when one does.
    func rename(_ name: String, toNew other: String) throws(SystemFailure) {
        // A second name replaces nothing. A crash before the first one is gone is put right by the next start.
        if linkat(folder.descriptor, name, folder.descriptor, other, 0) == 0 { return try remove(name) }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else { throw SystemFailure("link") }
        // A file system without second names: nobody else writes here while the lock is held.
        var status = stat()
        guard fstatat(folder.descriptor, other, &status, AT_SYMLINK_NOFOLLOW) != 0, errno == ENOENT else {
            throw SystemFailure("rename", code: EEXIST)
        }
        try rename(name, to: other)
    }

    /// Gives a file a second name; one that is there already is left as it is and counts as done.
    func link(_ name: String, to other: String) throws(SystemFailure) {
        guard linkat(folder.descriptor, name, folder.descriptor, other, 0) == 0 || errno == EEXIST else {
            throw SystemFailure("link")
        }
    }

    /// Removes a file; one that is not there counts as removed.
    func remove(_ name: String) throws(SystemFailure) {
        guard unlinkat(folder.descriptor, name, 0) == 0 || errno == ENOENT else { throw SystemFailure("unlink") }
    }

    /// Puts the names in the folder on stable storage.
    func synchronize() throws(SystemFailure) {
        try folder.synchronize()
    }

    /// How many bytes the file system has left for this user.
    func freeBytes() throws(SystemFailure) -> Int {
        var status = statvfs()
        guard fstatvfs(folder.descriptor, &status) == 0 else { throw SystemFailure("fstatvfs") }
        return Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }

    /// What the system knows of an entry, a symbolic link itself and not what it leads to.
    func status(of name: String) throws(SystemFailure) -> stat {
        var status = stat()
        guard fstatat(folder.descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw SystemFailure("stat") }
        return status
    }

    /// The names in the folder, in order, but `.`, `..` and those that are no text.
    func names() throws(SystemFailure) -> [String] {
        try listing(of: ".").names
    }

    /// The names in the folder or one within it, in order, but `.` and `..`, and how many there are that are no text.
    ///
    /// Throws when there are more than ``Limits/directoryEntries``.
    func listing(of other: String) throws(SystemFailure) -> (names: [String], illegible: Int) {
        let copy = openat(folder.descriptor, other, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard copy >= 0 else { throw SystemFailure("open") }
        guard let stream = fdopendir(copy) else {
            let failure = SystemFailure("opendir")
            close(copy)
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        var illegible = 0
        while let entry = try StoreDirectory.next(in: stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
                String(validating: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            guard names.count + illegible < Limits.directoryEntries else {
                throw SystemFailure("more than \(Limits.directoryEntries) entries in \(other)", code: EOVERFLOW)
            }
            if let name { names.append(name) } else { illegible += 1 }
        }
        return (names.sorted(), illegible)
    }

    /// The end of a folder and a failure look the same but for `errno`.
    private static func next(in stream: OpaquePointer) throws(SystemFailure) -> UnsafeMutablePointer<dirent>? {
        errno = 0
        let entry = readdir(stream)
        guard entry != nil || errno == 0 else { throw SystemFailure("readdir") }
        return entry
    }

    /// Checks that a file or folder is ours, and takes away what others may do with it, whatever the umask was.
    private static func secure(_ file: borrowing OpenFile, mode: mode_t) throws(SystemFailure) {
        let status = try file.status()
        let type = status.st_mode & S_IFMT
        errno = EPERM
        guard status.st_uid == geteuid() else { throw SystemFailure("its owner is another user") }
        errno = EINVAL
        guard type == S_IFDIR || type == S_IFREG else { throw SystemFailure("it is no file") }
        guard status.st_mode & 0o7777 != mode else { return }
        guard fchmod(file.descriptor, mode) == 0 else { throw SystemFailure("fchmod") }
    }

    private static func makeFolders(_ path: String) throws(SystemFailure) {
        var part = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            let parent = part.isEmpty ? "." : part
            part += name
            if mkdir(part, 0o700) == 0 {
                let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
                try OpenFile(Glibc.open(parent, flags), from: "open \(parent)").synchronize()
            } else if errno != EEXIST && errno != EROFS {
                throw SystemFailure("mkdir \(part)")
            }
            part += "/"
        }
    }
}
