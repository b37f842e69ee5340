/// The bounds of this plug-in, each with its reason.
enum Limits {
    /// The most bytes of a user's name: longer ones are no names, and a principal has room for 512.
    static let userBytes = 256
    /// The most bytes of a header with roles: a directory may put somebody into a hundred groups.
    static let rolesBytes = 4_096
    /// The most strangers that are logged, each once: an attacker with many addresses fills no disk.
    static let loggedStrangers = 32
}
