import ArgumentParser
import SessionBench

/// `mooring bench emit`: the program in a terminal that is measured.
struct BenchEmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emit", abstract: "Print what a measured terminal shows, until it is closed.",
        shouldDisplay: false)

    @Argument(help: "What is printed.")
    var source: TerminalSource

    func run() {
        TerminalEmitter(source).run()
    }
}

extension TerminalSource: ExpressibleByArgument {}
