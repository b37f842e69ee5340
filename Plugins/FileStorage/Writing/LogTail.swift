import SessionCore

/// The segment that is written to, from its end on.
///
/// It is only ever touched by one queue at a time; its calls block.
struct LogTail: ~Copyable, Sendable {
    /// How a group of frames failed.
    enum Failure: Error {
        /// Nothing of it is in the log.
        case undone(SystemFailure)
        /// It may be on stable storage or not.
        case unknown(SystemFailure)
    }

    let number: UInt64
    let salt: UInt32
    private let file: OpenFile
    /// Where the last good frame ends.
    private(set) var length: Int
    /// Whether what lies on the disk is known. After a failed sync nobody knows, and nothing may be built on it.
    private(set) var isSound = true
    /// Whether the log says that all in this segment was acknowledged; an empty one needs no word.
    private(set) var isMarked = true

    /// Makes a new segment, whole from its first moment under its name.
    init(
        _ number: UInt64, _ kind: SegmentHeader.Kind, salt: UInt32, in directory: borrowing StoreDirectory
    ) throws(SystemFailure) {
        file = try LogTail.make(SegmentHeader(kind: kind, salt: salt, number: number), in: directory)
        self.number = number
        self.salt = salt
        length = SegmentHeader.byteCount
    }

    /// A snapshot keeps the name of an unfinished file until it is whole.
    private static func make(
        _ header: SegmentHeader, in directory: borrowing StoreDirectory
    ) throws(SystemFailure) -> OpenFile {
        var name = SegmentName.unfinished(header.number)
        try directory.remove(name)
        let file = try directory.create(name)
        do throws(SystemFailure) {
            try file.write(header.bytes, at: 0)
            guard header.kind == .changes else { return file }
            try file.synchronize()
            try directory.rename(name, toNew: SegmentName.log(header.number))
            name = SegmentName.log(header.number)
            try directory.synchronize()
            return file
        } catch {
            try? directory.remove(name)
            throw error
        }
    }

    /// Goes on with a segment that is there, behind its last good frame.
    init(_ header: SegmentHeader, length: Int, isMarked: Bool, file: consuming OpenFile) {
        self.isMarked = isMarked
        number = header.number
        salt = header.salt
        self.file = file
        self.length = length
    }

    /// Appends frames, and with `isSynchronous` does not return before they are on stable storage.
    mutating func append(_ frames: inout [UInt8], isSynchronous: Bool, isMark: Bool = false) throws(Failure) {
        Frame.seal(&frames, salt: salt)
        do throws(SystemFailure) {
            try file.write(frames, at: length)
        } catch {
            try undo(error)
        }
        do throws(SystemFailure) {
            if isSynchronous { try file.synchronizeData() }
        } catch {
            isSound = false
            throw .unknown(error)
        }
        length += frames.count
        isMarked = isMark
    }

    /// Reads bytes that were written, from the disk itself as far as the system allows it.
    func readBack(_ count: Int, at offset: Int) throws(SystemFailure) -> [UInt8] {
        file.forget(count, at: offset)
        return try file.read(count, at: offset)
    }

    /// Puts all that was appended on stable storage.
    mutating func synchronize() throws(SystemFailure) {
        do throws(SystemFailure) {
            try file.synchronizeData()
        } catch {
            isSound = false
            throw error
        }
    }

    /// The file, to be synchronised beside further writes to it.
    func duplicate() throws(SystemFailure) -> OpenFile {
        try file.duplicate()
    }

    /// A sync of its file failed elsewhere: nothing may be built on it any more.
    mutating func doubt() {
        isSound = false
    }

    /// Cuts off what a failed write may have left, so that the next one does not follow garbage.
    private mutating func undo(_ failure: SystemFailure) throws(Failure) {
        do throws(SystemFailure) {
            try file.truncate(to: length)
        } catch {
            isSound = false
        }
        throw .undone(failure)
    }
}
