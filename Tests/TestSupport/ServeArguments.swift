import Glibc

/// What every server of a test is told beside its configuration: tests may run as root, which a server has to be told.
package enum ServeArguments {
    package static let standing = geteuid() == 0 ? ["--allow-root"] : []
}
