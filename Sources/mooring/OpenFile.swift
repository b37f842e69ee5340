import Foundation

/// What is known of a file by its descriptor.
struct OpenFile {
    /// Whether a name still leads to it.
    let isNamed: Bool
    /// Whether it is an ordinary file that this user has.
    let isOwn: Bool

    /// Looks at an open file by the name that the system has for it (proc_pid_fd(5)); nothing when that fails.
    init?(_ descriptor: Int32) {
        let files = FileManager.default
        guard let name = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)") else { return nil }
        isNamed = !name.hasSuffix(" (deleted)")
        let facts = try? files.attributesOfItem(atPath: name)
        isOwn =
            facts?[.type] as? FileAttributeType == .typeRegular
            && (facts?[.ownerAccountID] as? NSNumber)?.uint32Value == geteuid()
    }
}
