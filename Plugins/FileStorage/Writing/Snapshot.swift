import SessionCore

/// A segment in the making that holds all that is stored, so that those before it are needed no more.
///
/// Until it is published it has another name and counts for nothing.
struct Snapshot: ~Copyable {
    private let number: UInt64
    private var segment: LogTail
    private var frames = ByteWriter()
    private var unsynchronized = 0

    init(_ number: UInt64, salt: UInt32, in directory: borrowing StoreDirectory) throws(SystemFailure) {
        self.number = number
        segment = try LogTail(number, .snapshot, salt: salt, in: directory)
    }

    /// How many bytes it has so far.
    var length: Int { segment.length + frames.bytes.count }

    mutating func add(_ key: SessionKey, _ stored: StoredSession) throws(SystemFailure) {
        switch stored {
        case .live(let record): try add([.change(.stored(record))])
        case .ended(let tombstone): try add([.change(.ended(key, tombstone))])
        }
    }

    mutating func add(_ entries: [LogEntry]) throws(SystemFailure) {
        ChangeWriter.append(entries, to: &frames)
        if frames.bytes.count >= Limits.compactionBufferBytes { try flush() }
    }

    /// Ends it and puts it on stable storage, still under its other name.
    mutating func finish() throws(SystemFailure) {
        ChangeWriter.appendEnd(to: &frames)
        unsynchronized = Limits.compactionUnsynchronizedBytes
        try flush()
    }

    /// Gives it its name: from here on the segments before it count no more.
    func publish(in directory: borrowing StoreDirectory, replacing isRetry: Bool) throws(SystemFailure) {
        let name = SegmentName.log(number)
        if isRetry {
            try directory.rename(SegmentName.unfinished(number), to: name)
        } else {
            try directory.rename(SegmentName.unfinished(number), toNew: name)
        }
        try directory.synchronize()
    }

    private mutating func flush() throws(SystemFailure) {
        unsynchronized += frames.bytes.count
        // A little at a time: one sync of everything would keep the log's own syncs waiting behind it.
        let isSynchronous = unsynchronized >= Limits.compactionUnsynchronizedBytes
        do throws(LogTail.Failure) {
            try segment.append(&frames.bytes, isSynchronous: isSynchronous)
        } catch {
            switch error {
            case .undone(let failure), .unknown(let failure): throw failure
            }
        }
        if isSynchronous { unsynchronized = 0 }
        frames = ByteWriter()
    }
}
