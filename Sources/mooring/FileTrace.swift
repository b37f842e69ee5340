import Foundation

/// By what a changed file is known; nothing when there is none.
struct FileTrace: Equatable {
    let inode: Int?
    let size: Int?
    let modified: Date?
    let mode: Int?

    init?(_ path: String) {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        inode = found[.systemFileNumber] as? Int
        size = found[.size] as? Int
        modified = found[.modificationDate] as? Date
        mode = found[.posixPermissions] as? Int
    }
}
