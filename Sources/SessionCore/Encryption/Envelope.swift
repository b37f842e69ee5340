/// The parts of a sealed payload, as they lie one after the other in the store.
///
/// ```
/// "MSE" | format 1 | length of id | id | nonce 12 | ciphertext | tag 16
/// ```
struct Envelope: Equatable {
    static let magic = Array("MSE".utf8)
    static let format: UInt8 = 1
    static let nonceBytes = 12
    static let tagBytes = 16

    let keyID: String
    let nonce: ArraySlice<UInt8>
    let ciphertext: ArraySlice<UInt8>
    let tag: ArraySlice<UInt8>

    /// How many bytes an envelope has beside the ciphertext.
    static func overhead(keyID: String) -> Int {
        magic.count + 2 + keyID.utf8.count + nonceBytes + tagBytes
    }

    /// Reads the parts of stored bytes, or nothing when they are no envelope of this format. It authenticates nothing.
    init?(_ bytes: [UInt8]) {
        let header = Envelope.magic.count + 2
        guard bytes.count >= header, bytes.starts(with: Envelope.magic), bytes[header - 2] == Envelope.format else {
            return nil
        }
        let idEnd = header + Int(bytes[header - 1])
        guard bytes.count >= idEnd + Envelope.nonceBytes + Envelope.tagBytes else { return nil }
        let id = String(decoding: bytes[header..<idEnd], as: UTF8.self)
        guard EncryptionKey.isID(id) else { return nil }
        keyID = id
        nonce = bytes[idEnd..<idEnd + Envelope.nonceBytes]
        ciphertext = bytes[(idEnd + Envelope.nonceBytes)..<(bytes.count - Envelope.tagBytes)]
        tag = bytes.suffix(Envelope.tagBytes)
    }

    /// The bytes before the nonce.
    static func header(keyID: String) -> [UInt8] {
        magic + [format, UInt8(truncatingIfNeeded: keyID.utf8.count)] + Array(keyID.utf8)
    }
}
