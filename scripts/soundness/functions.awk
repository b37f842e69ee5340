# Reports Swift functions (func, init, deinit, subscript) of more than `budget` lines, from their first line to their
# closing brace. Needs swift-code.awk before it.

function say_if_long(name, first,    lines) {
    lines = FNR - first + 1
    if (lines > budget) {
        printf "%s:%d: %s has %d lines, more than %d; split it where it changes its subject\n",
            FILENAME, first, name, lines, budget
        found = 1
    }
}

function expect_body(name) {
    pending = name
    pending_line = FNR
    pending_depth = depth
    pending_nesting = nesting
}

function name_after(text) {
    sub(/^[ \t]+/, "", text)
    # An operator's name goes on to a blank or a parenthesis, another's ends before its generic parameters.
    if (!match(text, /^`?[A-Za-z_][A-Za-z_0-9]*`?/)) match(text, /^[^ \t(]+/)
    return "func " substr(text, 1, RLENGTH)
}

function saw_word(word, after) {
    if (previous == "." || previous == "`") return
    if (word == "func") expect_body(name_after(after))
    else if (word == "init" && after ~ /^[?!]?[ \t]*[(<]/) expect_body("init")
    else if (word == "deinit" || word == "subscript") expect_body(word)
    # Another declaration at the same place: what was pending is a requirement of a protocol and has no body.
    else if (pending != "" && depth == pending_depth && nesting == pending_nesting \
        && word ~ /^(var|let|case|associatedtype|typealias|struct|class|enum|actor|extension|protocol|import)$/) pending = ""
}

function saw_mark(mark) {
    if (mark == "(" || mark == "[") nesting++
    else if (mark == ")" || mark == "]") nesting--
    else if (mark == "{") {
        depth++
        body[depth] = ""
        if (pending != "" && nesting == pending_nesting) {
            body[depth] = pending
            body_line[depth] = pending_line
            pending = ""
        }
    } else if (mark == "}") {
        if (pending != "" && depth <= pending_depth) pending = ""
        if (depth > 0 && body[depth] != "") say_if_long(body[depth], body_line[depth])
        if (depth > 0) depth--
    }
}

FNR == 1 {
    depth = 0
    nesting = 0
    pending = ""
    previous = ""
}

{
    lex($0)
    text = code
    while (match(text, /[A-Za-z_][A-Za-z_0-9]*|[^ \tA-Za-z_]/)) {
        token = substr(text, RSTART, RLENGTH)
        text = substr(text, RSTART + RLENGTH)
        if (token ~ /^[A-Za-z_]/) saw_word(token, text)
        else saw_mark(token)
        previous = token
    }
}

END { exit found }
