internal import Crypto

/// Seals payloads for the place where they will lie, and opens what lies there.
///
/// AES-256-GCM. The associated data are the header of the envelope with the name of the key, the namespace, the key of the
/// session and its version: sealed bytes open nowhere else and at no other version. Handle, kind, owner and deadlines
/// are not among them, because a commit is not told them and a touch moves the deadlines without the payload.
struct PayloadSeal: Sendable {
    let namespace: Namespace
    let keyring: EncryptionKeyring

    /// The envelope of a payload under a key and a version.
    func seal(_ payload: [UInt8], for key: SessionKey, version: UInt64) throws(StorageError) -> [UInt8] {
        guard payload.count <= Limits.payloadBytes else {
            throw StorageError(.tooLarge, "a payload of \(payload.count) bytes is over \(Limits.payloadBytes)")
        }
        let sealing = keyring.sealingKey()
        let header = Envelope.header(keyID: sealing.id)
        do {
            // The nonce is 96 bits of the system's cryptographic randomness.
            let box = try AES.GCM.seal(
                payload, using: sealing.secret, nonce: AES.GCM.Nonce(),
                authenticating: place(header, of: key, version: version))
            var bytes = header
            bytes.reserveCapacity(header.count + payload.count + Envelope.nonceBytes + Envelope.tagBytes)
            bytes.append(contentsOf: box.nonce)
            bytes.append(contentsOf: box.ciphertext)
            bytes.append(contentsOf: box.tag)
            return bytes
        } catch {
            throw StorageError(.misconfigured, "a payload could not be sealed with the key \(sealing.id)")
        }
    }

    /// The record with its payload as it was before it was sealed.
    ///
    /// - Throws: `corrupt` for what is no envelope, is sealed with a key that is not here, or is not authentic.
    func open(_ record: SessionRecord) throws(StorageError) -> SessionRecord {
        guard let envelope = Envelope(record.payload) else {
            throw corrupt(
                record,
                "its payload is not encrypted as format \(Envelope.format); "
                    + "what was stored before encryption was turned on has to be migrated")
        }
        guard let key = keyring.keys.key(envelope.keyID) else {
            throw corrupt(record, "it is encrypted with the key \(envelope.keyID), which is not among the keys")
        }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: envelope.nonce), ciphertext: envelope.ciphertext, tag: envelope.tag)
            let header = Envelope.header(keyID: envelope.keyID)
            var record = record
            record.payload = Array(
                try AES.GCM.open(
                    box, using: key.secret, authenticating: place(header, of: record.key, version: record.version)))
            return record
        } catch {
            throw corrupt(
                record, "its payload is not what the key \(envelope.keyID) sealed for this place and version")
        }
    }

    /// What a payload is bound to; every part has a fixed length or says its own.
    private func place(_ header: [UInt8], of key: SessionKey, version: UInt64) -> [UInt8] {
        let name = Array(namespace.text.utf8)
        return header + [UInt8(truncatingIfNeeded: name.count)] + name + key.bytes + Hexadecimal.bytes(of: version)
    }

    private func corrupt(_ record: SessionRecord, _ what: String) -> StorageError {
        StorageError(.corrupt, "the session \(record.handle) cannot be read: \(what)")
    }
}
