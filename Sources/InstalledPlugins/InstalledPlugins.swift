import FileStorage
import JWTIdentity
import MemoryStorage
import ProxyHeaderIdentity
import RedisStorage
import SQLiteStorage
package import SessionCore
import SocketIdentity
import WorkspaceTokenIdentity

/// The plug-ins of this build. A new one is one line here and one in `Package.swift`.
package enum InstalledPlugins {
    /// Where sessions can be kept.
    package static let storage: [StorageDriver] = [.memory, .file, .sqlite, .redis]
    /// How callers can be known.
    package static let identity: [IdentityDriver] = [.socketID, .workspaceToken, .userJWT, .proxyHeader]
}
