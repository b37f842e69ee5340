/// The bounds of this plug-in, each with its reason.
enum Limits {
    /// The most bytes a token may have: it comes in a header, and one with many groups in it has 4 000.
    static let tokenBytes = 8_192
    /// How deep lists and objects of a token or a key file may lie in each other: claims of known issuers lie 3 deep.
    static let depth = 8
    /// The most values in one token or key file.
    static let values = 4_096
    /// The most bytes of a `kid`, and of a `typ`.
    static let nameBytes = 256
    /// The most bytes of a key file: 64 keys of RSA with 4 096 bits.
    static let keyFileBytes = 256 << 10
    /// The most keys in a file: an issuer that changes keys has two or three.
    static let keys = 64
    /// The fewest bytes of an HS256 secret (RFC 7518, 3.2).
    static let secretBytes = 32
    /// How many tokens are remembered as verified: about 2 MB.
    static let verifiedTokens = 10_000
    /// The most that clocks may differ: more would be a way to keep expired tokens alive.
    static let leeway = Duration.seconds(600)
    /// The last instant that a token may name, in seconds: the end of the year 9999.
    static let lastInstant = 253_402_300_799.0
    /// How often the key file is looked at: a change may take twice as long.
    static let lookInterval = Duration.seconds(2)
}
