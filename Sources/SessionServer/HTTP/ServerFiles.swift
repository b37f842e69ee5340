import Foundation

/// Everything that the server serves out of memory: the page, its third-party files, and the description of the routes.
struct ServerFiles: Sendable {
    /// The page's third-party files, which are fetched at set-up and are no part of the server.
    static let assetNames = ["xterm.js", "xterm.css"]

    let page: ServedFolder
    let assets: ServedFolder
    /// The names of the third-party files that are not there.
    let missingAssets: [String]
    let index: ServedFile
    let debug: ServedFile
    let description: ServedFile

    /// Reads them.
    ///
    /// Missing third-party files are no error: the server says in its page what to do. Its own are.
    init(assets folder: String, resources: String = Bundle.module.bundlePath) throws {
        page = try ServedFolder(reading: resources + "/Page")
        let described = try ServedFolder(reading: resources + "/OpenAPI")
        assets = (try? ServedFolder(reading: folder, only: ServerFiles.assetNames)) ?? ServedFolder()
        let assets = assets
        missingAssets = ServerFiles.assetNames.filter { assets[$0] == nil }
        guard let index = page["index.html"], let debug = page["debug.html"],
            let description = described["openapi.yaml"]
        else { throw HTTPSetupError("\(resources): files of the server are missing; build or install it again") }
        self.index = index
        self.debug = debug
        self.description = description
    }
}
