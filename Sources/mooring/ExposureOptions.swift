import ArgumentParser

/// What is refused unless somebody asks for it by its name.
struct ExposureOptions: ParsableArguments {
    @Flag(help: "Run although every shell is then one of root's.")
    var allowRoot = false

    @Flag(help: "Listen where other machines can connect although nothing is encrypted (server.tls).")
    var allowPlaintext = false

    @Flag(help: "Listen where other machines can connect although strangers are given a shell (identity.strategies).")
    var allowAnonymous = false
}
