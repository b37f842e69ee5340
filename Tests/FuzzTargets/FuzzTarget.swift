import InstalledPlugins
import JWTIdentity
import NIOCore
import SessionConfiguration
import SessionCore
import SessionServer

/// What reads bytes of strangers and must survive all of them. Each has a folder of inputs in `Tests/FuzzCorpus`.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// The frames of the window protocol, of both directions.
    case windowFrames = "window-frames"
    /// The configuration file.
    case configuration
    /// A token, up to where its signature would be verified, and its claims.
    case tokens

    /// Gives it an input; throws when it took it and should not have, and does not return when it traps.
    package func run(_ input: [UInt8]) throws(FuzzFinding) {
        switch self {
        case .windowFrames: try FuzzTarget.decodeFrames(input)
        case .configuration: try FuzzTarget.readConfiguration(input)
        case .tokens: try FuzzTarget.readToken(input)
        }
    }

    /// What is decoded must be written as it came: no two messages mean the same, and none is read in part.
    private static func decodeFrames(_ input: [UInt8]) throws(FuzzFinding) {
        let message = ByteBuffer(bytes: input)
        if let frame = try? ClientFrame(decoding: message), frame.encoded() != message {
            throw FuzzFinding("a window's frame is written otherwise than it was read")
        }
        if let frame = try? ServerFrame(decoding: message), frame.encoded() != message {
            throw FuzzFinding("a server's frame is written otherwise than it was read")
        }
    }

    /// A file is read, or there is something to say about it at a place that the file has.
    private static func readConfiguration(_ input: [UInt8]) throws(FuzzFinding) {
        let reader = ConfigurationReader(storage: InstalledPlugins.storage, identity: InstalledPlugins.identity)
        do throws(ConfigurationProblems) {
            _ = try reader.read(input, named: "fuzz.yaml", environment: [:], overrides: [])
        } catch {
            guard !error.problems.isEmpty else { throw FuzzFinding("a file was refused and nothing said why") }
        }
    }

    /// A token that can be read cannot be read with a byte more in front.
    private static func readToken(_ input: [UInt8]) throws(FuzzFinding) {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let text = String(decoding: input, as: UTF8.self)
        guard TokenFront.isReadable(text, at: now) else { return }
        guard !TokenFront.isReadable("=" + text, at: now), text.utf8.elementsEqual(input) else {
            throw FuzzFinding("two texts are the same token")
        }
    }
}
