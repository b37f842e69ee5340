import ArgumentParser

/// `mooring sessions`: what lives on a running server, from the command line.
struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List, show and end the sessions of a running server.",
        discussion: """
            Asks the server at --url, or at MOORING_URL, or at http://127.0.0.1:57575. Who you are is said by a \
            workspace's token: in MOORING_TOKEN, or in a file named by --token-file. --token works too, but everybody on \
            this machine can read it in the list of processes. You see the sessions that the token may see.

            Options stand after the subcommand: mooring sessions show --url URL ID.
            """,
        subcommands: [
            SessionsCommandList.self, SessionsCommandShow.self, SessionsCommandRevoke.self, SessionsCommandRotate.self,
        ]
    )
}
