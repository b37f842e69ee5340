/// How a store is brought back after it was closed.
package enum BenchRestart: Sendable {
    /// It is opened again.
    case open
    /// Its server is killed, started, and the store is opened again. The first closure kills, the second starts.
    case server(kill: @Sendable () throws -> Void, start: @Sendable () async throws -> Void)
    /// It is not: the sentence says why.
    case none(String)
}
