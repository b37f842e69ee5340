/// One thing that is wrong, or doubtful, in a configuration: where, what, and what would be right.
public struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
    /// Where it stands.
    public let origin: SettingOrigin
    /// The key it is about, as a path such as `server.port`; nothing when it is about the text as a whole.
    public let key: String?
    /// What is wrong; secrets in it are hidden.
    public let what: String
    /// What is allowed in its place.
    public let allowed: String?
    /// The known name that was probably meant.
    public let suggestion: String?

    /// Describes a problem.
    package init(
        _ origin: SettingOrigin, key: String? = nil, _ what: String, allowed: String? = nil, suggestion: String? = nil
    ) {
        self.origin = origin
        self.key = key
        self.what = what
        self.allowed = allowed
        self.suggestion = suggestion
    }

    /// `PLACE: KEY: what; allowed: …; did you mean "…"?` on one line.
    public var description: String {
        var line = "\(origin): "
        if let key { line += "\(key): " }
        line += what
        if let allowed { line += "; allowed: \(allowed)" }
        if let suggestion { line += "; did you mean \"\(suggestion)\"?" }
        return line
    }
}
