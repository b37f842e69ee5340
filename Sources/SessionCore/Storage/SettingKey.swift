/// One setting that a plug-in takes, so that a configuration can be checked and explained without loading the plug-in.
public struct SettingKey: Sendable, Hashable {
    /// What a value must look like.
    public enum Kind: Sendable, Hashable {
        /// Any text.
        case text
        /// A path; a relative one is below the data folder.
        case path
        /// A duration such as `500ms`, `30s`, `7d`.
        case duration
        /// A number of bytes such as `64KiB`, `4MiB`.
        case size
        /// A whole number in a range.
        case integer(ClosedRange<Int>)
        /// `true` or `false`.
        case boolean
        /// One of these words.
        case choice([String])
        /// A list of texts, none twice. The standard value is `""` for none, or entries with commas between them.
        case list
    }

    /// The name, as it stands in the file.
    public let name: String
    /// What a value must look like.
    public let kind: Kind
    /// What holds when the file says nothing; nothing means the key must be given.
    public let standard: String?
    /// One sentence for people.
    public let meaning: String

    /// Describes a setting.
    public init(_ name: String, _ kind: Kind, standard: String?, meaning: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.meaning = meaning
    }
}
