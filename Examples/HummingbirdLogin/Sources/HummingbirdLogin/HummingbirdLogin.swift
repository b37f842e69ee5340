import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import SessionCore

/// A shop with a cart, a login and a list of one's devices, to show what `HummingbirdSessions` does in a server.
@main
struct HummingbirdLogin {
    static func main() async throws {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            try await serve(options)
        } catch let error as OptionsError {
            say("\(error.message)\n\(Options.usage)", to: .standardError)
            exit(2)
        } catch let error as StorageError {
            say("The sessions cannot be kept: \(error)", to: .standardError)
            exit(1)
        }
    }

    private static func serve(_ options: Options) async throws {
        let logger = Logger(label: "login")
        let storage = try await options.driver.open(options.environment(logger))
        let policy = SessionPolicy(idle: options.idle.duration)
        let sessions = SessionManager(storage: storage, policy: policy, clock: WallClock(), logger: logger)
        let shop = Shop(sessions: sessions, accounts: options.accounts, cookie: options.cookie)
        let application = Application(
            router: shop.router(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: options.port)),
            services: [
                SessionSweeper(sessions: sessions, every: .seconds(60), logger: logger) {
                    try await Task.sleep(for: $0)
                }
            ],
            onServerRunning: { channel in
                say("Open http://127.0.0.1:\(channel.localAddress?.port ?? 0) now.", to: .standardOutput)
            },
            logger: logger)
        do {
            try await application.runService()
        } catch {
            try? await (storage as? any ClosableStorage)?.close()
            throw error
        }
        // What is waiting to be written is written before the process ends.
        try await (storage as? any ClosableStorage)?.close()
    }

    private static func say(_ text: String, to output: FileHandle) {
        output.write(Data((text + "\n").utf8))
    }
}
