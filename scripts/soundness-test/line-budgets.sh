# lines COUNT: that many lines of code.
lines() { for ((i = 0; i < $1; i++)); do echo "    work($i)"; done; }

fresh
{ echo 'func exact() {'; lines 48; echo '}'; } | put Sources/A/Exact.swift
lines 400 | put Sources/A/Full.swift
# Braces in strings, comments, closures of defaults and requirements of protocols are no bodies.
put Sources/A/Tricky.swift <<'SWIFT'
protocol Store {
    func load(_ key: String, then: () -> Void) -> Int
    init(from place: String)
SWIFT
cat "$tree/Sources/A/Tricky.swift" - >"$home/tricky" < <(lines 60 | sed 's|^|// {|')
cat "$home/tricky" - >"$tree/Sources/A/Tricky.swift" <<'SWIFT'
    var count: Int { get }
}
struct Text {
    func open(_ how: () -> Void = { }) -> String { "{ \(list.map { "{\($0)" }) \" {" }
    func raw() -> String { #"{ \" { \#(name) "# }
    func many() -> String {
        """
        { {{ " \(name)
        """
    }
    func pattern() { match(/[{"]\/{/) ; use(a / b, c / d) ; match(#/{{"/#) }
    /* { /* { */ { */
}
SWIFT
lines 60 >>"$tree/Sources/A/Tricky.swift"
passes line-budgets

fresh
lines 401 | put Sources/A/Long.swift
reports line-budgets 'Sources/A/Long.swift:401: the file has 401 lines, more than 400'
fresh
lines 401 | put Package.swift
reports line-budgets 'Package.swift:401: the file has 401 lines'

fresh
{ echo 'struct A {'; echo '    func long<Value>('; echo '        name: String = "}"'; echo '    ) async throws -> Int {'; lines 47; echo '    }'; echo '}'; } |
  put Tests/A/Long.swift
reports line-budgets 'Tests/A/Long.swift:2: func long has 51 lines, more than 50'
fresh
{ echo 'init?(a: Int) {'; lines 49; echo '}'; } | put Sources/A/Long.swift
reports line-budgets 'Sources/A/Long.swift:1: init has 51 lines'
fresh
{ echo 'static func == (a: A, b: A) -> Bool {'; lines 49; echo '}'; } | put Sources/A/Long.swift
reports line-budgets 'Sources/A/Long.swift:1: func == has 51 lines'
