import Glibc
import NIOCore
import NIOPosix
import Synchronization
import Terminal
import Testing

@Suite struct ChannelDescriptorsTests {
    private struct Unprepared: Error {}

    /// The descriptors that were closed on this side, in order.
    private final class Closed: Sendable {
        let all = Mutex<[Int32]>([])

        func close(_ descriptor: Int32) {
            all.withLock { $0.append(descriptor) }
            Glibc.close(descriptor)
        }
    }

    private let closed = Closed()
    private let loop = MultiThreadedEventLoopGroup.singleton.any()

    private func failure(
        input: Int32, output: Int32, prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async -> (any Error)? {
        let closed = closed
        let descriptors = ChannelDescriptors(input: input, output: output) { closed.close($0) }
        do {
            let channel = try await descriptors.connect(on: loop, prepare: prepare).get()
            try await channel.close()
            return nil
        } catch {
            return error
        }
    }

    private func pipes() throws -> (ours: [Int32], theirs: [Int32]) {
        var (first, second): ([Int32], [Int32]) = ([0, 0], [0, 0])
        try #require(pipe(&first) == 0 && pipe(&second) == 0)
        return ([first[1], second[0]], [first[0], second[1]])
    }

    @Test func channelThatCouldNotBeSetUpClosesThemAlone() async throws {
        let (ours, theirs) = try pipes()
        defer { for descriptor in ours { close(descriptor) } }
        let failure = await failure(input: theirs[0], output: theirs[1]) { _ in throw Unprepared() }
        #expect(failure is Unprepared)
        #expect(closed.all.withLock(\.self) == [], "they are closed twice")
    }

    @Test func descriptorsThatNoChannelTakesAreClosed() async throws {
        // NIO makes no channel of files.
        let files = [open("/dev/null", O_RDONLY), open("/etc/passwd", O_RDONLY)]
        let failure = await failure(input: files[0], output: files[1]) { _ in }
        #expect(failure != nil)
        #expect(closed.all.withLock(\.self) == files)
    }

    @Test func channelThatIsThereClosesThemAlone() async throws {
        let (ours, theirs) = try pipes()
        defer { for descriptor in ours { close(descriptor) } }
        #expect(await failure(input: theirs[0], output: theirs[1]) { _ in } == nil)
        #expect(closed.all.withLock(\.self) == [])
    }
}
