/// What this process uses from one instant to another.
struct ProcessUsage: Sendable {
    /// What was used.
    struct Used: Sendable {
        let seconds: Double
        let processorSeconds: Double
        /// The bytes handed to write calls, or nothing where the kernel does not count them.
        let writtenBytes: UInt64?
    }

    private let processor = ProcessFacts.processorSeconds
    private let written = ProcessFacts.writtenBytes
    /// The instant from which it counts.
    let began = Monotonic.now

    /// What was used until now.
    func end() -> Used {
        let seconds = Monotonic.seconds(since: began)
        return Used(
            seconds: seconds, processorSeconds: ProcessFacts.processorSeconds - processor,
            writtenBytes: ProcessFacts.writtenBytes.flatMap { after in written.map { after - $0 } })
    }
}
