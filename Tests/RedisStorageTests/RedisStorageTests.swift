import SessionCore
import Testing
import RedisStorage

@Suite struct RedisStorageTests {}
