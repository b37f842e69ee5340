import Logging
import NIOCore
import SessionCore
import Synchronization
import Terminal

extension WorkspaceRoom {
    /// Brings back the terminals of an earlier run of the server: ended, with their last output, ready to start again.
    ///
    /// - Returns: the records of terminals that are in no pane: the server ended between making them and giving them a
    ///   place, or between taking the place and ending them.
    func restore(_ records: [SessionRecord]) -> [SessionRecord] {
        let placed = Set(snapshot.document.terminals)
        var strays: [SessionRecord] = []
        for record in records where record.kind == .terminal {
            guard let document = JSONCoding.value(TerminalDocument.self, from: record.payload),
                document.schema == 1, document.workspace == handle.text
            else { continue }
            guard placed.contains(record.handle.text) else {
                strays.append(record)
                continue
            }
            let live = LiveTerminal(
                record: record, name: document.name, terminal: ended(document), saved: document)
            state.withLock { state in
                if state.terminals[live.handle] == nil { state.terminals[live.handle] = live }
            }
        }
        return strays
    }

    /// Ends the sessions of terminals that nobody can reach.
    func end(strays: [SessionRecord]) async {
        for record in strays {
            do {
                _ = try await hall.sessions.revoke(record.key, reason: .loggedOut)
            } catch {
                hall.logger.warning(
                    "A terminal without a place could not be ended in the store",
                    metadata: ["terminal": "\(record.handle)", "error": "\(error)"])
            }
        }
    }

    private func ended(_ document: TerminalDocument) -> TerminalSession {
        hall.makeTerminal(
            in: self,
            size: TerminalSize(clampingColumns: document.columns, rows: document.rows),
            at: OutputPosition(epoch: document.epoch, offset: document.offset),
            restoring: ByteBuffer(bytes: document.tail),
            exit: TerminalExit(document.exit))
    }
}
