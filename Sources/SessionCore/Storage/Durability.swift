/// What an acknowledged write survives.
public enum Durability: String, Sendable, Hashable, Codable, CaseIterable {
    /// It was on stable storage before the answer: it survives a loss of power.
    case full
    /// It was with the operating system before the answer: it survives the end of the process.
    case normal
    /// Nothing is promised: it may be lost with the process.
    case none
}
