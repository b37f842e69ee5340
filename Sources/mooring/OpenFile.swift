import Foundation

/// What is known of a file by its descriptor.
struct OpenFile {
    /// Whether a name still leads to it.
    let isNamed: Bool
    /// Whether it is an ordinary file that this user has.
    let isOwn: Bool

    /// Looks at an open file; nothing when that fails.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        isNamed = status.st_nlink > 0
        isOwn = status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
    }
}
