import SessionCore
import Testing
import SQLiteStorage

@Suite struct SQLiteStorageTests {}
