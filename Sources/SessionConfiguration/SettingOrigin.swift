/// Where a setting, or what is wrong with one, comes from.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    /// Nothing said it: it is the built-in default.
    case standard
    /// A file by the name it was given, and the place in it; no place where the whole file is meant.
    case file(String, TextPosition?)
    /// An environment variable, by name.
    case variable(String)
    /// A command-line flag, dashes included.
    case flag(String)

    /// `default`, `FILE:LINE:COLUMN`, `FILE`, `MOORING_…` or `--…`.
    public var description: String {
        switch self {
        case .standard: "default"
        case .file(let name, nil): name
        case .file(let name, let position?): "\(name):\(position)"
        case .variable(let name), .flag(let name): name
        }
    }

    /// Orders what a person mends: files from top to bottom, then variables, then flags, then what is built in.
    var rank: (Int, TextPosition) {
        let none = TextPosition(line: 0, column: 0)
        return switch self {
        case .file(_, let position): (0, position ?? none)
        case .variable: (1, none)
        case .flag: (2, none)
        case .standard: (3, none)
        }
    }
}
