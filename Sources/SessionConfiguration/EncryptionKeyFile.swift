import Foundation
package import SessionCore

/// The file with the keys of encryption at rest.
package enum EncryptionKeyFile {
    /// Why a file gives no keys, in words that begin with its path, and with the line where there is one.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads the keys of a file that nobody else may read.
    package static func read(_ path: String) throws(Problem) -> EncryptionKeys {
        if let why = ConfigurationFile.unreadable(path) { throw Problem(description: why) }
        let bytes: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            // Of the open file, so that what was judged is what is read.
            var status = stat()
            guard fstat(handle.fileDescriptor, &status) == 0 else {
                throw Problem(description: "the file \"\(path)\" cannot be looked at")
            }
            if let why = exposure(status) { throw Problem(description: "the key file \"\(path)\" \(why)") }
            bytes = try handle.read(upToCount: SessionCore.Limits.encryptionKeysBytes + 1) ?? Data()
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(description: "the file \"\(path)\" cannot be read: \(error.localizedDescription)")
        }
        return try keys(of: bytes, in: path)
    }

    private static func keys(of bytes: Data, in path: String) throws(Problem) -> EncryptionKeys {
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw Problem(description: "the key file \"\(path)\" is no text")
        }
        do throws(EncryptionKeysProblem) {
            return try EncryptionKeys(text: text)
        } catch {
            let place = error.line.map { "\(path):\($0)" } ?? path
            throw Problem(description: "the key file \(place): \(error.what)")
        }
    }

    /// What is wrong with who may do what with the file. The group may read it: services are given secrets that way.
    private static func exposure(_ status: stat) -> String? {
        guard status.st_mode & S_IFMT == S_IFREG else { return "is no ordinary file" }
        guard status.st_mode & 0o007 == 0 else {
            return "may be used by every user of this machine; take that away with chmod o="
        }
        return status.st_mode & 0o020 == 0 ? nil : "may be changed by its group; take that away with chmod g-w"
    }
}
