import ArgumentParser
import Foundation

/// `mooring sessions show`: one session, with the windows on it.
struct SessionsCommandShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one session and the windows on it.")

    @Argument(help: ArgumentHelp("The session, as list prints it.", valueName: "ID"))
    var id: String

    @OptionGroup var options: SessionsCommandOptions

    func run() async throws {
        let client = try options.client()
        try await SessionsCommandFailure.told {
            let data = try await client.send("GET", id)
            let session = try client.read(SessionsCommandSession.self, from: data)
            print(options.json ? String(decoding: data, as: UTF8.self) : text(of: session))
        }
    }

    private func text(of session: SessionsCommandSession) -> String {
        var facts = SessionsCommandTable("ID", session.id)
        facts.add("KIND", session.kind)
        facts.add("NAME", session.name)
        facts.add("WORKSPACE", session.workspace)
        facts.add("STATE", session.state)
        facts.add("SIZE", session.size)
        facts.add("CREATED", session.created)
        facts.add("LAST ACTIVITY", session.lastActivity)
        guard !session.attachments.isEmpty else { return facts.text + "\n\nNo window is on it." }
        var windows = SessionsCommandTable("WINDOW", "ROLE", "SINCE")
        for attachment in session.attachments { windows.add(attachment.window, attachment.role, attachment.since) }
        return facts.text + "\n\n" + windows.text
    }
}
