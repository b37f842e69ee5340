import Foundation

/// A folder that no other test uses, gone when nothing refers to it any more.
final class TemporaryFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("journal-\(UUID().uuidString)").path

    /// The journal of the standard namespace.
    var journal: URL { URL(fileURLWithPath: path + "/default.journal") }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
