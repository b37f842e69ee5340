import TestSupport

/// A folder with third-party files of a page, empty ones.
struct Assets: Sendable {
    private let folder: TemporaryDirectory

    init(_ names: [String] = ["xterm.js", "xterm.css"]) throws {
        folder = try TemporaryDirectory("mooring-assets")
        for name in names { try folder.write("", to: name) }
    }

    var path: String { folder.path }
}
