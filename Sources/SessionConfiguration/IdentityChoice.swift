public import SessionCore

/// One identity strategy, and how it works.
public struct IdentityChoice: Sendable {
    /// The plug-in.
    public let driver: IdentityDriver
    /// The plug-in's settings, its standard values included.
    public let settings: PluginSettings
}
