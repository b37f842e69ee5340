import SessionCore

/// The bounds of export files, each with its reason.
package enum Limits {
    /// The most bytes of a line: the largest payload in base64, sealed and in base64 again, with the rest of a record.
    package static let lineBytes = 2 * SessionCore.Limits.storedPayloadBytes
    /// The bytes of the salt in a header: as many as the key that is derived with it has.
    static let saltBytes = 32
}
