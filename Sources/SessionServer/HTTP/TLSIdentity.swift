import NIOCore
import NIOSSL
import Synchronization

/// The certificate and key that connections are answered with, which may be replaced while the server runs.
///
/// A connection keeps what it began with. Files that cannot be used change nothing.
package final class TLSIdentity: Sendable {
    private let files: TLSFiles
    private let current: Mutex<Pair>

    private struct Pair: Sendable {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
    }

    /// Reads the files. Throws ``ServerSetupError`` for what cannot be used, or does not belong together.
    package init(_ files: TLSFiles) throws(ServerSetupError) {
        self.files = files
        current = Mutex(try TLSIdentity.read(files))
    }

    /// Reads the files again; `false` when the certificate is the one in use. Throws as the initializer does, and
    /// then what was in use before stays so.
    package func reload() throws(ServerSetupError) -> Bool {
        let fresh = try TLSIdentity.read(files)
        return current.withLock { current in
            guard fresh.chain != current.chain || fresh.key != current.key else { return false }
            current = fresh
            return true
        }
    }

    /// What a server speaks: TLS 1.2 or newer, with whatever is in use when a connection begins.
    var configuration: TLSConfiguration {
        var configuration = TLSIdentity.configuration(current.withLock(\.self))
        configuration.sslContextCallback = { [self] _, promise in
            let pair = current.withLock(\.self)
            var change = NIOSSLContextConfigurationOverride()
            change.certificateChain = pair.chain.map { .certificate($0) }
            change.privateKey = .privateKey(pair.key)
            promise.succeed(change)
        }
        return configuration
    }

    private static func configuration(_ pair: Pair) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: pair.chain.map { .certificate($0) }, privateKey: .privateKey(pair.key))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private static func read(_ files: TLSFiles) throws(ServerSetupError) -> Pair {
        let chain = try usable(files.certificate, "a PEM file with a certificate") {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            return chain.isEmpty ? nil : chain
        }
        let key = try usable(files.key, "a PEM file with a private key that has no passphrase") {
            try NIOSSLPrivateKey(file: files.key, format: .pem)
        }
        let pair = Pair(chain: chain, key: key)
        // Whether the two belong together is otherwise seen only when somebody connects.
        _ = try usable(files.key, "the private key of the certificate in \(files.certificate)") {
            try NIOSSLContext(configuration: configuration(pair))
        }
        return pair
    }

    /// What a file is read as; the library's own errors are numbers, and name no file.
    private static func usable<Content>(
        _ file: String, _ wanted: String, _ read: () throws -> Content?
    ) throws(ServerSetupError) -> Content {
        guard let content = try? read() else { throw ServerSetupError("\(file): cannot be used as \(wanted)") }
        return content
    }
}
