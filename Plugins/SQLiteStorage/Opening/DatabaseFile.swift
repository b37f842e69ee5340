import Glibc
import SessionCore
import Synchronization

/// The file of the database, checked before the library opens it.
///
/// It belongs to the user of this process, nobody else may read it, and it is no symbolic link. It is looked at by name
/// and never opened and closed beside the library: the system would take all locks of this process on it away.
struct DatabaseFile: Sendable {
    /// The path, with no symbolic link in it.
    let path: String

    /// One opening at a time in this process, for the reason above: a new file is closed before another opens it.
    static let opening = Mutex(())

    /// Finds the file, making it and the folders above it when they are not there.
    init(_ path: String) throws(StorageError) {
        do throws(SystemFailure) {
            let (folder, name) = DatabaseFile.parts(of: path)
            guard !name.isEmpty, name != ".", name != ".." else { throw SystemFailure("its name", code: EINVAL) }
            try DatabaseFile.makeFolders(folder)
            self.path = try DatabaseFile.resolved(folder) + "/" + name
            for suffix in ["", "-wal", "-shm", "-journal"] { try DatabaseFile.check(self.path + suffix) }
            try DatabaseFile.create(self.path)
        } catch {
            throw error.opening(path)
        }
    }

    /// Takes away what others may do with the files, whatever the umask was. Called when they are known to be ours.
    func secure() throws(StorageError) {
        for suffix in ["", "-wal", "-shm"] {
            guard chmod(path + suffix, 0o600) == 0 || errno == ENOENT else {
                throw SystemFailure("chmod").opening(path)
            }
        }
    }

    private static func parts(of path: String) -> (folder: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (
            String(path[..<slash]) + (slash == path.startIndex ? "/" : ""), String(path[path.index(after: slash)...])
        )
    }

    private static func check(_ path: String) throws(SystemFailure) {
        var status = stat()
        if lstat(path, &status) != 0 {
            guard errno == ENOENT else { throw SystemFailure("stat") }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFLNK: throw SystemFailure("it is a symbolic link", code: ELOOP)
        default: throw SystemFailure("it is no file", code: EINVAL)
        }
        guard status.st_uid == geteuid() else { throw SystemFailure("its owner is another user", code: EPERM) }
    }

    private static func create(_ path: String) throws(SystemFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw SystemFailure("open")
        }
    }

    private static func resolved(_ folder: String) throws(SystemFailure) -> String {
        guard let text = realpath(folder, nil) else { throw SystemFailure("realpath") }
        defer { free(text) }
        let path = String(cString: text)
        return path == "/" ? "" : path
    }

    private static func makeFolders(_ path: String) throws(SystemFailure) {
        var part = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            part += name
            guard mkdir(part, 0o700) == 0 || errno == EEXIST || errno == EROFS else {
                throw SystemFailure("mkdir \(part)")
            }
            part += "/"
        }
    }
}
