import Foundation
import Synchronization

extension RedisServer {
    /// The servers that run, with their folders: what a suite shares lives in a static, which is never released.
    private static let running = Mutex<[Int32: String]>([:])

    /// Whether the end of this process was arranged to be theirs too.
    private static let endsWithProcess: Bool =
        atexit {
            RedisServer.running.withLock { running in
                for (identifier, path) in running {
                    Foundation.kill(identifier, SIGKILL)
                    try? FileManager.default.removeItem(atPath: path)
                }
                running = [:]
            }
        } == 0

    static func note(started child: ChildProcess, in path: String) throws {
        guard endsWithProcess else { throw MissingProgram(name: "atexit") }
        running.withLock { $0[child.identifier] = path }
    }

    static func note(ended child: ChildProcess) {
        running.withLock { $0[child.identifier] = nil }
    }
}
