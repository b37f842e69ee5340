/// What becomes of a token that its holder made and nobody has shown before.
public enum ClientMinted: String, Sendable, Hashable, CaseIterable {
    /// It is refused, as every unknown token.
    case refuse
    /// It is trusted on first use: a new workspace is its own from then on.
    case accept
}
