package import NIOCore
package import Terminal

/// Writes what happens on a terminal as frames of the window protocol, once for all windows.
package struct TerminalFrames: TerminalFrameEncoder {
    package init() {}

    package func frame(for event: TerminalEvent, at position: OutputPosition, terminal number: UInt32) -> ByteBuffer {
        switch event {
        case .output(let bytes):
            ServerFrame.output(terminal: number, offset: position.offset, bytes).encoded()
        case .resized(let size, let window):
            ServerFrame.resized(
                terminal: number, offset: position.offset, columns: UInt16(size.columns), rows: UInt16(size.rows),
                by: window
            ).encoded()
        case .ended(let exit):
            ServerFrame.ended(terminal: number, offset: position.offset, exit.ending, code: exit.code).encoded()
        }
    }
}

extension TerminalExit {
    var ending: ServerFrame.Ending {
        switch self {
        case .exited: .exited
        case .signaled: .signaled
        case .lost: .lost
        }
    }

    /// The exit status or the number of the signal; 0 when nobody saw the end.
    var code: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let number): number
        case .lost: 0
        }
    }
}
