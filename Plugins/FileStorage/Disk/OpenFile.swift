import Glibc

/// An open file with one owner; closed at its end.
///
/// Calls block: they belong on the store's own queues. Each looks at every return code and goes on after a signal.
struct OpenFile: ~Copyable, Sendable {
    let descriptor: Int32

    /// Takes over a descriptor, or throws the reason why the call that should have made it did not.
    init(_ descriptor: Int32, from call: String) throws(SystemFailure) {
        guard descriptor >= 0 else { throw SystemFailure(call) }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Writes all bytes at an offset, in as many steps as the system needs.
    func write(_ bytes: [UInt8], at offset: Int) throws(SystemFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written, offset + written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw SystemFailure("write") }
            written += count
        }
    }

    /// Reads at an offset; fewer bytes than asked for only at the end of the file.
    func read(_ count: Int, at offset: Int) throws(SystemFailure) -> [UInt8] {
        var failure: SystemFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, offset + filled)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = SystemFailure("read") }
                guard got > 0 else { return }
                filled += got
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Puts the content, and of the metadata what is needed to find it, on stable storage.
    func synchronizeData() throws(SystemFailure) {
        guard fdatasync(descriptor) == 0 else { throw SystemFailure("fdatasync") }
    }

    /// The same file once more, with an end of its own: a failed sync is told to whichever of the two asks first.
    func duplicate() throws(SystemFailure) -> OpenFile {
        try OpenFile(dup(descriptor), from: "dup")
    }

    /// Puts content and metadata on stable storage; of a folder, the names in it.
    func synchronize() throws(SystemFailure) {
        guard fsync(descriptor) == 0 else { throw SystemFailure("fsync") }
    }

    /// Cuts the file to a length.
    func truncate(to length: Int) throws(SystemFailure) {
        while ftruncate(descriptor, length) != 0 {
            guard errno == EINTR else { throw SystemFailure("ftruncate") }
        }
    }

    /// Asks the system to drop what it remembers of some bytes that are on the disk. It may refuse: no harm is done.
    func forget(_ count: Int, at offset: Int) {
        _ = posix_fadvise(descriptor, offset, count, POSIX_FADV_DONTNEED)
    }

    /// What the system knows of the file.
    func status() throws(SystemFailure) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemFailure("fstat") }
        return status
    }
}
