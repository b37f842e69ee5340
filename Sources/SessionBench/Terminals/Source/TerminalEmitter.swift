import Glibc

/// Prints what a measured terminal shows, on standard output, until that is closed.
package struct TerminalEmitter {
    private let source: TerminalSource
    private static let interval: UInt64 = 1_000_000_000

    /// Prepares a program; nothing is printed yet.
    package init(_ source: TerminalSource) {
        self.source = source
    }

    /// Runs until the terminal is gone.
    package func run() {
        var attributes = termios()
        if tcgetattr(STDIN_FILENO, &attributes) == 0 {
            cfmakeraw(&attributes)
            tcsetattr(STDIN_FILENO, TCSANOW, &attributes)
        }
        guard write(TerminalMark(.began, 0).bytes) else { return }
        switch source {
        case .idle: waitForEnd()
        case .paced: emit(each: Self.interval / 30, Self.frame(256))
        case .screen: emit(each: Self.interval / 60, Self.screen)
        case .flood: flood(Self.lines(chunk: Limits.floodChunkBytes, coloured: false))
        case .colours: flood(Self.lines(chunk: Limits.floodChunkBytes, coloured: true))
        case .echo: answerKeys()
        case .echoFlood: floodAndAnswer(Self.lines(chunk: Limits.echoChunkBytes, coloured: false))
        case .lines: printLines()
        }
    }

    private func flood(_ chunk: [UInt8]) {
        while write(chunk) {}
    }

    private func floodAndAnswer(_ chunk: [UInt8]) {
        var keys: UInt64 = 0
        while true {
            var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            if poll(&ready, 1, 0) > 0 {
                guard let count = read() else { return }
                for _ in 0..<count {
                    keys += 1
                    guard write(TerminalMark(.key, keys).bytes) else { return }
                }
            }
            guard write(chunk) else { return }
        }
    }

    private func answerKeys() {
        var keys: UInt64 = 0
        while let count = read() {
            for _ in 0..<count {
                keys += 1
                guard write(TerminalMark(.key, keys).bytes) else { return }
            }
        }
    }

    private func printLines() {
        let line = Self.lines(chunk: 82, coloured: false)
        for _ in 0..<Limits.historyLines { guard write(line) else { return } }
        guard write(TerminalMark(.finished, UInt64(Limits.historyLines)).bytes) else { return }
        waitForEnd()
    }

    private func waitForEnd() {
        while read() != nil {}
    }

    /// Prints a frame at every interval; one that could not be printed in time follows at once, with its own instant.
    private func emit(each interval: UInt64, _ frame: [UInt8]) {
        var due = Monotonic.now + interval
        while true {
            var instant = timespec(tv_sec: Int(due / 1_000_000_000), tv_nsec: Int(due % 1_000_000_000))
            while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &instant, nil) == EINTR {}
            guard write(TerminalMark(.due, due).bytes + frame) else { return }
            due += interval
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { all in
            var rest = all[...]
            while !rest.isEmpty {
                let count = Glibc.write(STDOUT_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Waits for keys and answers how many there were, or nothing at the end.
    private func read() -> Int? {
        var bytes = [UInt8](repeating: 0, count: 256)
        while true {
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            return count > 0 ? count : nil
        }
    }

    private static func frame(_ count: Int) -> [UInt8] {
        let room = count - TerminalMark.length - 2
        return (0..<room).map { UInt8(0x61 + $0 % 26) } + [0x0d, 0x0a]
    }

    /// Eighty columns and twenty-four rows, every eighth cell in another colour.
    private static var screen: [UInt8] {
        var text = "\u{1b}[H"
        for row in 0..<24 {
            for column in 0..<80 {
                if column % 8 == 0 { text += "\u{1b}[38;5;\(16 + (row * 10 + column / 8) % 216)m" }
                text.unicodeScalars.append(Unicode.Scalar(UInt8(0x30 + (row + column) % 64)))
            }
            text += row < 23 ? "\r\n" : "\u{1b}[0m"
        }
        return Array(text.utf8)
    }

    /// Whole lines of eighty columns, as many as fit.
    private static func lines(chunk: Int, coloured: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        var number = 0
        while true {
            var line = coloured ? Array("\u{1b}[1;3\(1 + number % 6)m".utf8) : []
            line += (0..<80).map { UInt8(0x20 + (number + $0) % 95) }
            line += coloured ? Array("\u{1b}[0m\r\n".utf8) : [0x0d, 0x0a]
            if bytes.count + line.count > chunk { return bytes }
            bytes += line
            number += 1
        }
    }
}
