import Foundation
import Glibc
import Synchronization

/// A file that is there when it is whole, and not before: it is written beside its name, synced and then renamed.
///
/// Only this user may read it. What is not finished is removed; what a killed process left is, by the next one.
final class NewFile {
    /// The bytes that are gathered for one write.
    private static let bufferBytes = 1 << 18

    private let path: String
    private let draft: String
    private let mayReplace: Bool
    private let descriptor: Int32
    private var buffer = Data()
    private var isFinished = false

    /// Begins a file.
    ///
    /// - Parameter mayReplace: whether a file that has the name gives way.
    init(_ path: String, mayReplace: Bool) throws(StartupProblem) {
        // Of the name itself: what it may point to stays untouched.
        if let found = try? FileManager.default.attributesOfItem(atPath: path) {
            guard mayReplace else {
                throw StartupProblem("\(path) is there already; name another file, or say --force to replace it")
            }
            guard found[.type] as? FileAttributeType == .typeRegular else {
                throw StartupProblem("\(path) is no ordinary file and is not replaced; name another")
            }
        }
        (self.path, self.mayReplace) = (path, mayReplace)
        NewFile.removeAbandonedDrafts(of: path)
        draft = "\(path)\(NewFile.draftMark)\(getpid())"
        descriptor = try NewFile.openDraft(draft, of: path)
    }

    deinit {
        close(descriptor)
        if !isFinished { unlink(draft) }
    }

    func write(_ data: Data) throws {
        buffer.append(data)
        if buffer.count >= NewFile.bufferBytes { try flush() }
    }

    /// Gives the file its name, once it is on the disk.
    func finish() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw NewFile.problem(path, errno) }
        // A link, unlike a renaming, replaces nothing that came meanwhile; some file systems have none.
        if !mayReplace, link(draft, path) == 0 {
            unlink(draft)
        } else {
            guard mayReplace || errno != EEXIST, rename(draft, path) == 0 else { throw NewFile.problem(path, errno) }
        }
        isFinished = true
        let parent = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        guard parent >= 0 else { return }
        fsync(parent)
        close(parent)
    }

    private func flush() throws {
        try FileHandle(fileDescriptor: descriptor).write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    static func problem(_ path: String, _ code: Int32) -> StartupProblem {
        StartupProblem("\(path) cannot be written: \(String(cString: strerror(code)))")
    }
}
