import NIOCore
import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
    /// Brings back the terminals of an earlier run of the server: ended, with their last output, ready to start again.
    func restore(_ records: [SessionRecord]) {
        for record in records where record.kind == .terminal {
            guard let document = JSONCoding.value(TerminalDocument.self, from: record.payload),
                document.schema == 1, document.workspace == handle.text
            else { continue }
            let terminal = hall.makeTerminal(
                in: self,
                size: TerminalSize(clampingColumns: document.columns, rows: document.rows),
                at: OutputPosition(epoch: document.epoch, offset: document.offset),
                restoring: ByteBuffer(bytes: document.tail),
                exit: TerminalExit(document.exit))
            let live = LiveTerminal(record: record, name: document.name, terminal: terminal, saved: document)
            state.withLock { state in
                if state.terminals[live.handle] == nil { state.terminals[live.handle] = live }
            }
        }
    }
}
