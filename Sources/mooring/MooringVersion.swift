/// The version of this build.
enum MooringVersion {
    /// As `mooring --version` prints it, and as CHANGELOG.md has it.
    static let text = "0.1.0"
}
