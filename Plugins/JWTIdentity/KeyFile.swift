import Foundation

/// The file with the keys that tokens are signed with.
struct KeyFile: Sendable {
    let path: String
    let allowed: Set<SigningAlgorithm>

    /// Reads the keys; the problem begins with the path.
    func read() async throws(KeyProblem) -> KeySet {
        let (bytes, isExposed) = try contents()
        do {
            if isExposed, KeySet.holdsSecret(bytes) {
                throw KeyProblem(
                    "holds a secret and may be used by every user of this machine; chmod o= takes that away")
            }
            guard let text = String(validating: bytes, as: UTF8.self) else { throw KeyProblem("is no text") }
            return text.contains("-----BEGIN")
                ? try await KeySet(pem: text, allowed: allowed) : try await KeySet(json: bytes, allowed: allowed)
        } catch {
            throw KeyProblem("the key file \"\(path)\" \(error)")
        }
    }

    private func contents() throws(KeyProblem) -> (bytes: [UInt8], isExposed: Bool) {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            // Of the open file, so that what was judged is what is read.
            var status = stat()
            guard fstat(handle.fileDescriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw KeyProblem("the key file \"\(path)\" is no ordinary file")
            }
            let bytes = Array(try handle.read(upToCount: Limits.keyFileBytes + 1) ?? Data())
            guard bytes.count <= Limits.keyFileBytes else {
                throw KeyProblem("the key file \"\(path)\" has more than \(Limits.keyFileBytes) bytes")
            }
            return (bytes, status.st_mode & 0o007 != 0)
        } catch let problem as KeyProblem {
            throw problem
        } catch {
            throw KeyProblem("the key file \"\(path)\" cannot be read: \(error.localizedDescription)")
        }
    }

    /// By what a changed file is known.
    struct Trace: Equatable {
        let inode: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let mode: UInt32
    }

    /// The file as it is now, or nothing when it is not there.
    var trace: Trace? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Trace(
            inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec, mode: status.st_mode)
    }
}
