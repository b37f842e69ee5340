# Splits each line of a Swift file into code and comment: lex($0) sets `code` and `comment`.
#
# In `code`, comments are gone and the contents of strings and regular expressions too (their quotes stay; what is
# interpolated is code and stays). `comment` has its slashes or stars, "" when the line has none. Lexes nested block
# comments, strings of one and of many lines, raw strings, interpolations, and regular expressions by their neighbours.
# Use: awk -f swift-code.awk -f check.awk, call lex() once for every line, in order.

function lex_reset() {
    lex_depth = 0   # of block comments
    lex_top = 0     # of the stack of strings and interpolations
}

function lex_push(kind, hashes, end) {
    lex_top++
    lex_kind[lex_top] = kind
    lex_hashes[lex_top] = hashes
    lex_end[lex_top] = end
    lex_parens[lex_top] = 1
}

# The hashes at the start of the text.
function lex_hash_run(text) {
    match(text, /^#*/)
    return substr(text, 1, RLENGTH)
}

# Whether a slash that follows this code begins a regular expression.
function lex_regex_may_begin(before) {
    sub(/[ \t]+$/, "", before)
    return before == "" || before ~ /[=(,:\[{!&|?]$/ || before ~ /(^|[^A-Za-z0-9_])(return|in|case|try|await)$/
}

function lex(line,    at, length_, rest, kind, end, hashes, escape, quotes, spot) {
    if (FNR == 1) lex_reset()
    code = ""
    comment = ""
    at = 1
    length_ = length(line)
    while (at <= length_) {
        rest = substr(line, at)
        if (lex_depth > 0) {
            if (substr(rest, 1, 2) == "*/") { lex_depth--; at += 2; comment = comment "*/"; continue }
            if (substr(rest, 1, 2) == "/*") { lex_depth++; at += 2; comment = comment "/*"; continue }
            comment = comment substr(rest, 1, 1)
            at++
            continue
        }
        kind = lex_top ? lex_kind[lex_top] : "code"
        if (kind == "string" || kind == "regex") {
            end = lex_end[lex_top]
            hashes = lex_hashes[lex_top]
            if (!match(rest, /["\\\/]/)) break
            at += RSTART - 1
            rest = substr(line, at)
            if (substr(rest, 1, length(end)) == end) {
                code = code "\""
                at += length(end)
                lex_top--
                continue
            }
            escape = "\\" (kind == "string" ? hashes : "")
            if (substr(rest, 1, length(escape)) == escape) {
                at += length(escape)
                if (kind == "string" && substr(line, at, 1) == "(") {
                    lex_push("interpolation", "", "")
                    code = code "("
                }
                at++
                continue
            }
            at++
            continue
        }
        if (!match(rest, /["#\/()]/)) { code = code rest; break }
        code = code substr(rest, 1, RSTART - 1)
        at += RSTART - 1
        rest = substr(line, at)
        spot = substr(rest, 1, 1)
        if (substr(rest, 1, 2) == "//") { comment = comment rest; break }
        if (substr(rest, 1, 2) == "/*") { lex_depth = 1; comment = comment "/*"; at += 2; continue }
        if (spot == "\"" || spot == "#") {
            hashes = lex_hash_run(rest)
            quotes = substr(rest, length(hashes) + 1)
            if (substr(quotes, 1, 3) == "\"\"\"") {
                lex_push("string", hashes, "\"\"\"" hashes)
                code = code "\""
                at += length(hashes) + 3
                continue
            }
            if (substr(quotes, 1, 1) == "\"") {
                lex_push("string", hashes, "\"" hashes)
                code = code "\""
                at += length(hashes) + 1
                continue
            }
            if (hashes != "" && substr(quotes, 1, 1) == "/") {
                lex_push("regex", hashes, "/" hashes)
                code = code "\""
                at += length(hashes) + 1
                continue
            }
            code = code hashes
            at += length(hashes)
            continue
        }
        if (spot == "/" && lex_regex_may_begin(code) && match(rest, /^\/[^ \/]([^\/\\]|\\.)*\//)) {
            code = code "\"\""
            at += RLENGTH
            continue
        }
        if (lex_top && spot == "(") lex_parens[lex_top]++
        if (lex_top && spot == ")" && --lex_parens[lex_top] == 0) lex_top--
        code = code spot
        at++
    }
    # A string of one line ends with its line, whatever was missing.
    while (lex_top && lex_kind[lex_top] == "string" && lex_end[lex_top] ~ /^"#*$/) lex_top--
}
