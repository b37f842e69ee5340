fresh
mkdir -p "$tree"/Sources/{CSQLite,CPTY,HummingbirdSessions,SessionServer,SessionConfiguration,SocketIO,Terminal,SessionTesting}
line Sources/SessionCore/Key.swift 'public import Crypto' 'import Logging' 'import struct Synchronization.Mutex'
line Plugins/FileStorage/FileStorage.swift 'public import SessionCore' 'import NIOPosix' 'import Foundation'
line Plugins/SQLiteStorage/SQLite.swift 'import CSQLite' '// import FileStorage' 'let text = """' 'import FileStorage' '"""'
line Sources/InstalledPlugins/Table.swift 'import FileStorage' 'import SQLiteStorage'
line Sources/mooring/Serve.swift 'import SessionServer' 'import InstalledPlugins'
line Sources/SessionServer/Routes.swift 'import Hummingbird' 'import NIOWebSocket' 'import HTTPTypes'
line Sources/HummingbirdSessions/Middleware.swift 'import Hummingbird' 'import HTTPTypes' 'public import SessionCore'
line Tests/HummingbirdSessionsTests/MiddlewareTests.swift 'import HummingbirdSessions' 'import HummingbirdTesting'
line Sources/Terminal/Shell.swift 'import CPTY'
line Tests/TerminalTests/ShellTests.swift 'import CPTY' '@testable import Terminal'
line Sources/SessionConfiguration/Reader.swift 'import Yams'
line Tests/TestSupport/Client.swift 'import NIOHTTP1' 'import NIOWebSocket'
line Tests/SessionCoreTests/ManagerTests.swift '@testable import SessionCore' 'import FileStorage' 'import SessionServer'
passes imports

# forbidden FILE IMPORT WORDS: one file more, and the check reports its first line with the words.
forbidden() {
  line "$1" "$2"
  reports imports "$1:1: $3"
  rm "$tree/$1"
}
forbidden Plugins/SQLiteStorage/Other.swift 'import FileStorage' 'a plug-in depends on no other plug-in (FileStorage)'
forbidden Plugins/FileStorage/Bad.swift 'import SessionConfiguration' 'a plug-in depends on SessionCore and what it wraps'
forbidden Plugins/FileStorage/Bad.swift 'package import SessionServer' 'a plug-in depends on SessionCore and what it wraps'
forbidden Plugins/FileStorage/Bad.swift 'import CSQLite' 'only SQLiteStorage imports CSQLite'
forbidden Sources/SessionServer/Bad.swift 'import FileStorage' 'only InstalledPlugins names plug-ins'
forbidden Sources/SessionTesting/Bad.swift 'import SessionServer' 'only mooring names the server'
forbidden Sources/mooring/Bad.swift '@preconcurrency import FileStorage' 'only InstalledPlugins names plug-ins'
forbidden Sources/mooring/Bad.swift 'import HummingbirdCore' 'only SessionServer knows HTTP and WebSocket'
forbidden Plugins/FileStorage/Bad.swift 'import NIOHTTP1' 'only SessionServer knows HTTP and WebSocket'
forbidden Sources/Terminal/Bad.swift 'public import NIOWebSocket' 'only SessionServer knows HTTP and WebSocket'
forbidden Sources/SocketIO/Bad.swift 'import HTTPTypes' 'only SessionServer knows HTTP and WebSocket'
forbidden Sources/SessionServer/Bad.swift 'import CPTY' 'only Terminal imports CPTY'
forbidden Sources/SessionServer/Bad.swift 'import CHiredis' 'only RedisStorage imports CHiredis'
forbidden Sources/mooring/Bad.swift 'import Yams' 'only SessionConfiguration imports Yams'
forbidden Sources/SessionCore/Bad.swift 'import Foundation' 'SessionCore imports no Foundation'
forbidden Sources/SessionCore/Bad.swift 'import class NIOPosix.Thread' 'SessionCore imports no NIOPosix'
forbidden Sources/SessionCore/Bad.swift 'import Terminal' 'SessionCore imports no Terminal'
forbidden Sources/SocketIO/Bad.swift 'import Glibc' 'SocketIO imports no Glibc'
forbidden Sources/SocketIO/Bad.swift 'import Terminal' 'SocketIO imports no Terminal'
forbidden Sources/HummingbirdSessions/Bad.swift 'import HummingbirdTLS' 'only SessionServer knows HTTP and WebSocket'
forbidden Sources/HummingbirdSessions/Bad.swift 'import NIOHTTP1' 'only SessionServer knows HTTP and WebSocket'
forbidden Sources/HummingbirdSessions/Bad.swift 'import Terminal' 'HummingbirdSessions is for servers of others'
forbidden Sources/HummingbirdSessions/Bad.swift 'import SessionServer' 'only mooring names the server'
forbidden Sources/SessionServer/Bad.swift 'import HummingbirdSessions' 'HummingbirdSessions is for servers of others'
forbidden Sources/mooring/Bad.swift 'import HummingbirdSessions' 'HummingbirdSessions is for servers of others'
forbidden Sources/SessionCore/Bad.swift 'import HummingbirdSessions' 'SessionCore imports no HummingbirdSessions'
forbidden Plugins/FileStorage/Bad.swift 'import HummingbirdSessions' 'a plug-in depends on SessionCore and what it wraps'
