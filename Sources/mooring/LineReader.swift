import Foundation
import Glibc

/// Reads a file by lines, with little more than one line in memory.
struct LineReader {
    /// Why no line could be read.
    enum Failure: Error {
        /// The line has more bytes than it may have.
        case tooLong
        /// The file does not end with a line end.
        case cutOff
    }

    private static let chunkBytes = 1 << 18
    private let handle: FileHandle
    private let limit: Int
    private var buffer = Data()
    private var start = 0
    private var searched = 0

    /// - Parameter limit: the most bytes of a line.
    init(_ handle: FileHandle, limit: Int) {
        self.handle = handle
        self.limit = limit
    }

    /// The next line without its end, or nothing after the last.
    mutating func next() throws -> Data? {
        while true {
            if let end = lineEnd() {
                guard end - start <= limit else { throw Failure.tooLong }
                let line = Data(buffer[start..<end])
                (start, searched) = (end + 1, end + 1)
                return line
            }
            guard buffer.count - start <= limit else { throw Failure.tooLong }
            // What was given out makes room, so that the buffer stays as long as a line and a chunk.
            buffer = Data(buffer[start...])
            (start, searched) = (0, buffer.count)
            guard let chunk = try handle.read(upToCount: LineReader.chunkBytes), !chunk.isEmpty else {
                guard buffer.isEmpty else { throw Failure.cutOff }
                return nil
            }
            buffer.append(chunk)
        }
    }

    /// Where the line ends, if its end was read. Byte by byte through the collection it would cost more than the rest.
    private func lineEnd() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, searched < bytes.count,
                let found = memchr(base + searched, Int32(UInt8(ascii: "\n")), bytes.count - searched)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
