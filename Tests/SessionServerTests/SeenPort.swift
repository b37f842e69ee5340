import NIOCore
import SessionServer
import Synchronization

/// A window that notes with which codes it was sent away.
final class SeenPort: WindowPort {
    let number: Int64
    private let seen = Mutex<[WindowCloseCode]>([])

    init(_ number: Int64) {
        self.number = number
    }

    var id: String { "window-\(number)" }
    var codes: [WindowCloseCode] { seen.withLock(\.self) }

    func show(workspace frame: ByteBuffer) {}
    func show(presence frame: ByteBuffer) {}
    func forget(terminal number: UInt32) {}
    func leave(_ code: WindowCloseCode, _ reason: String) { seen.withLock { $0.append(code) } }
}
