/// What the clients of the door have in common.
final class AetherHouse: Sendable {
    let closed = ClosedTerminals()
    let openings = OneAtATime()
}
