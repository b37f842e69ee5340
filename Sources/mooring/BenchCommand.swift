import ArgumentParser

/// `mooring bench`: measures what a server is made of.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast the parts of a server are, here and now.",
        discussion: "Figures of two machines, or of two hours on one, are not to be compared: compare within one run.",
        subcommands: [
            BenchStorageCommand.self, BenchTerminalsCommand.self, BenchJWTCommand.self, BenchCompareCommand.self,
            BenchEmitCommand.self,
        ]
    )
}
