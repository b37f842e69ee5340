import Foundation
import TestSupport
import Testing

/// The real `mooring keys`, and the real server over a file of keys that changes under it.
@Suite struct KeysCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func newKey(_ arguments: String...) async throws -> (code: Int32, output: String) {
        try await ChildProcess.run(BuildProducts.executable("mooring"), ["keys", "new"] + arguments)
    }

    private func writeKeys(_ text: String) throws {
        let path = folder.path("keys")
        try folder.write(text, to: "next")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("next"))
        // In one step, as an editor does it.
        #expect(rename(folder.path("next"), path) == 0)
    }

    @Test func aNewKeyIsALineThatNoOtherCallPrints() async throws {
        let (first, second) = (try await newKey("--id", "k1"), try await newKey())
        #expect(first.code == 0)
        #expect(first.output.wholeMatch(of: /k1 [A-Za-z0-9+\/]{43}=\n/) != nil, "\(first.output)")
        #expect(
            second.output.wholeMatch(of: /\d{4}-\d\d-\d\d-[0-9a-f]{6} [A-Za-z0-9+\/]{43}=\n/) != nil, "\(second.output)"
        )
        #expect(try await newKey("--id", "k1").output != first.output)
        #expect(try await newKey("--id", "K 1").code == 2)
    }

    @Test func aRunningServerTakesChangedKeysAndKeepsTheOldOnesWhenTheyAreWrong() async throws {
        let old = try await newKey("--id", "old").output
        let new = try await newKey("--id", "new").output
        try writeKeys(old)
        let text = "storage:\n  encryption:\n    key-file: keys\n"
        let configuration = try folder.write(text, to: "mooring.yaml")
        let server = try await RunningServer(
            configuration: configuration, data: folder.path("data"), keeping: folder)
        try writeKeys("# nothing\n")
        kill(server.identifier, SIGHUP)
        try await eventually("a warning of keys that are not right") {
            server.log.contains("The file of keys is not right; the keys from before stay in use")
        }
        #expect(server.isRunning)
        // Without a signal: it looks by itself.
        try writeKeys(new + old)
        try await eventually("the new keys") { server.log.contains("The keys of encryption at rest changed") }
        #expect(server.log.contains("sealing=new"), "\(server.log)")
        #expect(try await server.request("GET", "/readyz").status == 200)
        #expect(try await server.request("GET", "/metrics").status == 200)
        let secret = old.split(separator: " ")[1]
        #expect(!server.log.contains(secret))
        #expect(try await server.terminate() == 0)
    }

    @Test func aFileOfKeysThatIsNotRightIsRefusedByCheckAndServe() async throws {
        try folder.write("k AAEC\n", to: "keys")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path("keys"))
        let file = try folder.write("storage: {encryption: {key-file: keys}}\n", to: "mooring.yaml")
        let program = try BuildProducts.executable("mooring")
        for arguments in [["check", file], ["serve", "--config", file, "--port", "0"] + ServeArguments.standing] {
            let answer = try await ChildProcess.run(program, arguments)
            #expect(answer.code == 2)
            #expect(
                answer.output.contains("\(file):1:34: storage.encryption.key-file: the key file "), "\(answer.output)")
        }
    }
}
