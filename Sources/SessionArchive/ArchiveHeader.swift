import Foundation
package import SessionCore

/// The first line of an export: what the file is, where it comes from, and how its lines are sealed.
package struct ArchiveHeader: Sendable, Hashable, Codable {
    /// How the lines after the header are sealed.
    package struct Encryption: Sendable, Hashable, Codable {
        static let algorithm = "AES-256-GCM"

        /// The name of the key that the key of this file is derived from.
        package let key: String
        /// Random bytes that the key is derived with: no other file has its key.
        let salt: [UInt8]

        init(key: String, salt: [UInt8]) {
            self.key = key
            self.salt = salt
        }

        package init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder, ["algorithm", "key", "salt"])
            key = try fields.value("key") { EncryptionKey.isID($0) ? $0 : nil }
            salt = try fields.value("salt") { text in
                Data(base64Encoded: text).flatMap { $0.count == Limits.saltBytes ? Array($0) : nil }
            }
            _ = try fields.value("algorithm") { $0 == Encryption.algorithm ? $0 : nil }
        }

        package func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: FieldName.self)
            try fields.encode(Encryption.algorithm, forKey: "algorithm")
            try fields.encode(key, forKey: "key")
            try fields.encode(Data(salt).base64EncodedString(), forKey: "salt")
        }
    }

    static let format = "mooring-export"
    /// The version this program writes, and the only one it reads.
    package static let version = 1

    /// When the export began.
    package let created: Timestamp
    /// The name of the backend it comes from.
    package let backend: String
    /// The namespace it comes from; an import takes it into the one that is configured there.
    package let namespace: String
    /// How the lines are sealed; nothing when they are not.
    package let encryption: Encryption?

    /// Describes a new export.
    ///
    /// - Parameter key: what the lines are sealed with; nothing leaves them readable.
    package init(created: Timestamp, backend: String, namespace: Namespace, key: EncryptionKey?) {
        self.created = created
        self.backend = backend
        self.namespace = namespace.text
        encryption = key.map { key in
            var random = SystemRandomNumberGenerator()
            let salt = (0..<Limits.saltBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            return Encryption(key: key.id, salt: salt)
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder, ["format", "version", "created", "backend", "namespace", "encryption"])
        created = Timestamp(milliseconds: try fields.value("created"))
        backend = try fields.value("backend") { Namespace($0)?.text }
        namespace = try fields.value("namespace") { Namespace($0)?.text }
        encryption = try fields.value("encryption", as: Encryption?.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: FieldName.self)
        try fields.encode(ArchiveHeader.format, forKey: "format")
        try fields.encode(ArchiveHeader.version, forKey: "version")
        try fields.encode(created.milliseconds, forKey: "created")
        try fields.encode(backend, forKey: "backend")
        try fields.encode(namespace, forKey: "namespace")
        try fields.encode(encryption, forKey: "encryption")
    }
}
