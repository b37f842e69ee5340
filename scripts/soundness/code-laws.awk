# What Swift code may not do, or not without saying why. Needs swift-code.awk before it.

function refuse(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    found = 1
}

# Whether the code has this word, not as a part of another and not as a member: `word` is a regular expression.
function has(word) { return code ~ ("(^|[^A-Za-z0-9_.])" word) }

function starts_task(    whole, starts) {
    whole = code
    # As the type of a result or a variable it starts nothing.
    gsub(/(->|:)[ \t]*Task<[^>]*>/, "", code)
    starts = has("Task[ \t]*(<[^>]*>)?[ \t]*(\\([^()]*\\))?[ \t]*\\{") || has("Task\\.(detached|immediate|init)")
    code = whole
    return starts
}

# Whether the comment of this line, or those right above it, say why something unchecked is safe. A documentation
# comment counts when it speaks of it.
function says_why_safe() {
    return (comment ~ /^\/\/[^\/]/) || above ~ /\n\/\/[^\/]/ || above ~ /Sendable|unsafe|unchecked/
}

FNR == 1 {
    split(FILENAME, part, "/")
    place = part[1]
    room = part[2]
    if (place == "Examples") shipped = FILENAME ~ /\/Sources\//
    else shipped = place == "Sources" || place == "Plugins"
    above = ""
}

{
    lex($0)

    if (shipped && room != "mooring" && starts_task())
        refuse("Task { } appears in executables and nowhere else; use a task group, or a Service whose run() owns the work")

    if ((has("@unchecked[ \t]+Sendable") || has("nonisolated\\(unsafe\\)")) && !says_why_safe())
        refuse("@unchecked Sendable and nonisolated(unsafe) carry their reason in a comment on this line or right above")

    if (shipped && (has("try!") || has("as!") || has("fatalError\\(") || has("preconditionFailure\\(")) \
        && above !~ /\n\/\/ Reason:/)
        refuse("try!, as!, fatalError and preconditionFailure end the process; throw, or say why not right above in a comment that begins \"// Reason:\"")

    if (shipped && room != "mooring" && has("(print|debugPrint|dump)\\("))
        refuse("a library does not print; log with metadata, or return the text to the command")

    if (place == "Sources" && (room == "SessionCore" || room == "SocketIO") \
        && (has("(ContinuousClock|SuspendingClock|Date)\\(\\)") || has("(ContinuousClock|SuspendingClock|Date)\\.now")))
        refuse(room " has no clock of its own; take the instant or the clock as an argument")

    # The comments right above the next line; attributes on lines of their own do not end them.
    if (code ~ /^[ \t]*$/ && comment != "") above = above "\n" comment
    else if (code !~ /^[ \t]*@[A-Za-z]+(\([^)]*\))?[ \t]*$/) above = ""
}

END { exit found }
