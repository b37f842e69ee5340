import CFloors
import Foundation

/// What is to be known of the disk below a folder.
package enum DiskFacts {
    /// Whether a folder is in memory, where a sync costs nothing and a figure says nothing of a disk.
    package static func isInMemory(_ folder: String) -> Bool {
        floors_is_memory(folder) == 1
    }

    /// The bytes that a folder takes, or nothing when it cannot be read or has too many entries.
    static func bytes(of folder: String) -> UInt64? {
        guard let entries = FileManager.default.enumerator(atPath: folder) else { return nil }
        var bytes: UInt64 = 0
        var count = 0
        for case let name as String in entries {
            count += 1
            guard count <= Limits.folderEntries else { return nil }
            var status = stat()
            // What a compaction removes meanwhile takes no room.
            // What was written a moment ago may not have its blocks yet.
            guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            bytes += UInt64(max(Int(status.st_blocks) * 512, Int(status.st_size)))
        }
        return bytes
    }
}
