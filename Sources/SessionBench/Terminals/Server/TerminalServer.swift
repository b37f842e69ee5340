/// What windows are connected to while they are measured.
protocol TerminalServer: Sendable {
    /// The port on this machine.
    var port: Int { get }
    /// The processor time it has used, without that of its shell.
    var processorSeconds: Double { get }
    /// The bytes of it in memory, or nothing where it is part of this process.
    var residentBytes: UInt64? { get }
    /// Ends it and what runs in it.
    func stop() async
}
