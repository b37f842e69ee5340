fresh
put Sources/SessionCore/Fine.swift <<'SWIFT'
// Task { } and try! in a comment, print("x") too.
let text = "Task { } try! as! fatalError( print( @unchecked Sendable"
// The lock below guards every field.
@available(*, deprecated)
final class Locked: @unchecked Sendable {}
/// A buffer; Sendable because it is never written after it is made.
final class Frozen: @unchecked Sendable {}
nonisolated(unsafe) let table = made()  // written once, before main
// Reason: the pattern is a literal, and a test compiles it.
let pattern = try! compile()
func child(_ group: inout Group) { group.addTask { await work() } }
var running: Task<Void, Never>? { nil }
func start() -> Task<Void, Never> { held }
func log() { logger.print("a"); blueprint() }
func wait(clock: any Clock<Duration>) {}
SWIFT
line Sources/mooring/Serve.swift 'Task { await serve() }' 'print("ready")'
line Tests/ATests/ATests.swift 'Task { await serve() }' 'let a = try! b()' 'print(1)'
passes code-laws

# unlawful FILE WORDS TEXT…: a file of these lines, of which the last must be reported with the words.
unlawful() {
  local path=$1 words=$2
  shift 2
  line "$path" "$@"
  reports code-laws "$path:$#: $words"
  rm "$tree/$path"
}
unlawful Sources/Terminal/Bad.swift 'Task { } appears in executables' '    Task { await work() }'
unlawful Sources/Terminal/Bad.swift 'Task { } appears in executables' 'let t = Task<Void, Never>(priority: .low) { }'
unlawful Plugins/A/Bad.swift 'Task { } appears in executables' 'Task.detached(priority: .low) { }'
unlawful Examples/A/Sources/A/Bad.swift 'Task { } appears in executables' 'Task{'
unlawful Tests/A/Bad.swift '@unchecked Sendable and' '' 'final class A: @unchecked Sendable {}'
unlawful Plugins/A/Bad.swift '@unchecked Sendable and' '/// A store of things.' 'final class A: @unchecked Sendable {}'
unlawful Sources/A/Bad.swift '@unchecked Sendable and' '// About a.' 'let a = 1' 'nonisolated(unsafe) var b = 1'
unlawful Sources/A/Bad.swift 'try!, as!, fatalError' 'let a = try! b()'
unlawful Sources/A/Bad.swift 'try!, as!, fatalError' '// It is one.' 'let a = b as! C'
unlawful Plugins/A/Bad.swift 'try!, as!, fatalError' '    fatalError("no")'
unlawful Plugins/A/Bad.swift 'try!, as!, fatalError' '    default: preconditionFailure()'
unlawful Plugins/A/Bad.swift 'a library does not print' '    print("a")'
unlawful Sources/A/Bad.swift 'a library does not print' 'let a = "\(print(1))"'
unlawful Sources/SessionCore/Bad.swift 'SessionCore has no clock of its own' 'let now = ContinuousClock.now'
unlawful Sources/SocketIO/Bad.swift 'SocketIO has no clock of its own' 'let now = Date()'
