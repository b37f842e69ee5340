import ArgumentParser
import Foundation

/// `mooring sessions list`: every session that the token may see.
struct SessionsCommandList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the workspaces and terminals you may see, and who is on them.")

    @OptionGroup var options: SessionsCommandOptions

    func run() async throws {
        let client = try options.client()
        try await SessionsCommandFailure.told {
            let data = try await client.send("GET")
            let listing = try client.read(Listing.self, from: data)
            print(options.json ? String(decoding: data, as: UTF8.self) : text(of: listing.sessions))
        }
    }

    private func text(of sessions: [SessionsCommandSession]) -> String {
        guard !sessions.isEmpty else { return "No sessions." }
        var table = SessionsCommandTable("ID", "KIND", "STATE", "SIZE", "WINDOWS", "LAST ACTIVITY", "NAME")
        for session in sessions {
            table.add(
                session.id, session.kind, session.state, session.size, "\(session.attachments.count)",
                session.lastActivity, session.name)
        }
        return table.text
    }

    private struct Listing: Decodable {
        let sessions: [SessionsCommandSession]
    }
}
