/// What happens on a terminal while its windows are measured.
package enum TerminalWorkload: String, Sendable, Codable, Hashable, CaseIterable {
    /// Nothing.
    case idle
    /// Thirty frames of 256 bytes a second, each with the instant at which it was due.
    case paced
    /// A program that draws the whole screen sixty times a second, each with the instant at which it was due.
    case screen
    /// As much plain text as goes through.
    case flood
    /// As much text with colours as goes through.
    case colours
    /// Keys at a steady rate, each answered by the program.
    case echo
    /// The same while the program prints as much as goes through.
    case echoFlood = "echo-flood"
    /// A flood while one window of ten does not read.
    case stopped
    /// All windows come at once, to a terminal that has printed ten thousand lines.
    case storm

    /// The ones a plan has when it names none.
    package static let standard: [TerminalWorkload] = [.idle, .paced, .flood, .echo, .echoFlood]

    /// What the program in the terminal does.
    var source: TerminalSource {
        switch self {
        case .idle: .idle
        case .paced: .paced
        case .screen: .screen
        case .flood, .stopped: .flood
        case .colours: .colours
        case .echo: .echo
        case .echoFlood: .echoFlood
        case .storm: .lines
        }
    }

    /// Whether keys are typed.
    var hasKeys: Bool { self == .echo || self == .echoFlood }

    /// Whether its figure is bytes a second, and not a latency.
    var isFlood: Bool { self == .flood || self == .colours || self == .stopped }

    /// Whether the server in C can do the same: it has no history to join, and waits for a window that stopped for ever.
    var hasFloor: Bool { self != .storm && self != .stopped }

    /// The least share of the floor's speed, or nothing where none is set for so many windows.
    func leastShare(windows: Int) -> Double? {
        if self == .stopped { return 0.95 }
        guard self == .flood || self == .colours else { return nil }
        return switch windows {
        case 1: 0.95
        case 2...10: 0.9
        case 11...50: 0.85
        case 51...100: 0.8
        default: nil
        }
    }

    /// The most times that half of the keys may take what they take at the floor, or nothing.
    func mostTimes(windows: Int) -> Double? {
        guard self == .echo, windows <= 100 else { return nil }
        return windows <= 10 ? 1.5 : 2
    }

    /// The longest that 99 of 100 may take, in microseconds, or nothing.
    func longest(windows: Int) -> Double? {
        let steps: [Double]
        switch self {
        case .echoFlood: steps = [2_000, 5_000, 20_000, 40_000, 150_000]
        case .paced: steps = [1_000, 1_500, 3_000, 5_000, 35_000]
        case .storm where windows == 1: return 50_000
        default: return nil
        }
        let place = [1, 10, 50, 100, 1_000].firstIndex { windows <= $0 }
        return place.map { steps[$0] }
    }
}
