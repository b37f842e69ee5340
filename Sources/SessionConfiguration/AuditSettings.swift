/// Where it is written down who did what.
public enum AuditSettings: Sendable, Hashable {
    /// A file of JSON lines; a relative path is below the data folder.
    case file(String)
    /// The standard output of the server.
    case standardOutput
    /// Nowhere.
    case off
}
