/// What two stores of a migration are compared by: the name of a thing in both.
enum MirroredEntry: Hashable, Sendable {
    case session(SessionKey)
    case epoch(Principal)
}
