import ArgumentParser
import Foundation

/// `mooring sessions revoke`: ends a session.
struct SessionsCommandRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a session: a terminal with its shell, or a workspace with everything in it.",
        discussion:
            "Ending a workspace ends every window on it and every invitation into it; its token opens nothing more."
    )

    @Argument(help: ArgumentHelp("The session, as list prints it.", valueName: "ID"))
    var id: String

    @OptionGroup var options: SessionsCommandOptions

    func run() async throws {
        let client = try options.client()
        try await SessionsCommandFailure.told {
            _ = try await client.send("DELETE", id)
            print(options.json ? #"{"id":"\#(id)","ended":true}"# : "Ended \(id).")
        }
    }
}
