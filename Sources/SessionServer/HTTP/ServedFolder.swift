import Foundation

/// The files of one folder, read once into memory; folders below it are not looked at.
struct ServedFolder: Sendable {
    private let files: [String: ServedFile]

    /// Reads all files of a folder whose names do not begin with a dot, or only those that are named.
    ///
    /// What is named and not there is left out. Throws when there is no such folder, or more in it than ``Limits`` allow.
    init(reading folder: String, only wanted: [String]? = nil) throws {
        let present = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        var files: [String: ServedFile] = [:]
        for name in present where !name.hasPrefix(".") && wanted?.contains(name) ?? true {
            let path = folder + "/" + name
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            guard facts[.type] as? FileAttributeType != .typeDirectory else { continue }
            guard (facts[.size] as? Int ?? 0) <= Limits.pageFileBytes, files.count < Limits.pageFiles else {
                throw HTTPSetupError("\(path): too large, or one file too many, to be kept in memory")
            }
            files[name] = ServedFile([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), named: name)
        }
        self.files = files
    }

    /// No file at all.
    init() { files = [:] }

    subscript(name: String) -> ServedFile? { files[name] }
}
