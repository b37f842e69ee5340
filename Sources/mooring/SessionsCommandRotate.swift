import ArgumentParser
import Foundation

/// `mooring sessions rotate`: a new token in place of the one that is shown.
struct SessionsCommandRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace the workspace's token; the new one is printed, once.",
        discussion: """
            The old token reads for identity.workspace-token.rotate-grace. Shown after that, it is taken for stolen and ends \
            the workspace. Keep what is printed: mooring sessions rotate > FILE.
            """
    )

    @Flag(help: "Refuse the old token at once, without a grace: everybody else who has it is signed out.")
    var signOutOthers = false

    @OptionGroup var options: SessionsCommandOptions

    func run() async throws {
        let client = try options.client()
        try await SessionsCommandFailure.told {
            let path = signOutOthers ? "/api/token/sign-out-others" : "/api/token/rotate"
            let data = try await client.send("POST", at: path)
            let answer = try client.read(Answer.self, from: data)
            print(options.json ? String(decoding: data, as: UTF8.self) : answer.token)
        }
    }

    private struct Answer: Decodable {
        let token: String
    }
}
