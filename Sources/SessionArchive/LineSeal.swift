import Crypto
import Foundation
import SessionCore

/// Binds each line after the header to its header and its number, and seals it where there is a key.
///
/// ```
/// {"line":2,"sealed":"base64 of ciphertext and tag"}
/// {"check":"64 hexadecimal digits","line":2,"session":{…}}
/// ```
/// The nonce of a sealed line is its number: the key is the file's own, so no nonce comes twice under it.
struct LineSeal {
    private static let purpose = "mooring-export 1"
    private static let tagBytes = 16
    private let header: [UInt8]
    private let key: SymmetricKey?

    /// - Parameters:
    ///   - line: the header as it stands in the file, without its end.
    ///   - key: the key that the header names, or nothing for lines that are not sealed.
    init(header line: Data, encryption: ArchiveHeader.Encryption?, key: EncryptionKey?) {
        header = Array(SHA256.hash(data: line))
        self.key = encryption.flatMap { encryption in key?.derived(salt: encryption.salt, for: LineSeal.purpose) }
    }

    /// A line, without its end, from an object in JSON.
    func close(_ object: Data, number: Int) throws -> Data {
        guard let key else {
            let rest = Data("\"line\":\(number),".utf8) + object.dropFirst()
            return Data("{\"check\":\"\(check(rest))\",".utf8) + rest
        }
        let box = try AES.GCM.seal(object, using: key, nonce: LineSeal.nonce(number), authenticating: header)
        return LineSeal.head(number) + (box.ciphertext + box.tag).base64EncodedData() + LineSeal.tail
    }

    /// The object in JSON that a line was made from, or nothing when it is not the line of this number in this file.
    func open(_ line: Data, number: Int) -> Data? {
        guard let key else {
            let start = Data("{\"check\":\"".utf8)
            let after = start.count + 64 + 2
            guard line.count > after, line.starts(with: start) else { return nil }
            let rest = line.dropFirst(after)
            let place = Data("\"line\":\(number),".utf8)
            guard rest.starts(with: place), line.starts(with: start + Data("\(check(rest))\",".utf8)) else {
                return nil
            }
            return Data("{".utf8) + rest.dropFirst(place.count)
        }
        let (head, tail) = (LineSeal.head(number), LineSeal.tail)
        guard line.count > head.count + tail.count, line.starts(with: head), line.suffix(tail.count) == tail,
            let sealed = Data(base64Encoded: line.dropFirst(head.count).dropLast(tail.count)),
            sealed.count >= LineSeal.tagBytes, let nonce = try? LineSeal.nonce(number),
            let box = try? AES.GCM.SealedBox(
                nonce: nonce, ciphertext: sealed.dropLast(LineSeal.tagBytes), tag: sealed.suffix(LineSeal.tagBytes))
        else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: header)
    }

    private static let tail = Data("\"}".utf8)

    private static func head(_ number: Int) -> Data {
        Data("{\"line\":\(number),\"sealed\":\"".utf8)
    }

    /// Four bytes of zero and the number of the line, the most significant byte first.
    private static func nonce(_ number: Int) throws -> AES.GCM.Nonce {
        try AES.GCM.Nonce(data: [0, 0, 0, 0] + Hexadecimal.bytes(of: UInt64(number)))
    }

    private func check(_ rest: Data) -> String {
        var hash = SHA256()
        hash.update(data: header)
        hash.update(data: rest)
        return Hexadecimal.text(of: Array(hash.finalize()))
    }
}
