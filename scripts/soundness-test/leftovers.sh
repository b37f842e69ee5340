fresh
line Sources/A/A.swift 'let hackers = "the todo list"' 'let status = 501  // Not Implemented, RFC 9110' 'let url = "/a/work/list"'
line Sources/A/page.html '<input placeholder="name">'
line scripts/a.sh 'mktemp -d /var/XXXXXX' 'ls "$HOME/work/"'
line docs/a.md 'For example unix:///tmp/redis.sock'
line Sources/A/.build/a.swift 'TODO'
passes leftovers

# left FILE WORDS TEXT: a file of this line, which must be reported with the words.
left() {
  line "$1" '' "$3"
  reports leftovers "$1:2: $2"
  rm "$tree/$1"
}
left Sources/A/B.swift 'a note to finish something' '// TODO: the rest'
left Tests/A/B.swift 'a note to finish something' '// FIXME'
left docs/b.md 'a note to finish something' 'XXX'
left Makefile 'a note to finish something' '# HACK'
left Plugins/A/B.swift 'something is not there' 'throw Broken("not implemented")'
left Sources/A/B.swift 'a stand-in' '// a placeholder'
left Config/b.yaml "a path of one person's machine" 'path: /root/data'
left Sources/A/b.js "a path of one person's machine" 'import "/home/ann/x.js"'
left Tests/A/B.swift "a path of one person's machine" 'let a = "/work/main/a"'
left Plugins/A/B.swift 'a fixed path in a folder that all users share' 'open("/tmp/lock")'
left README.md 'how a line came to be' 'Made by an AI assistant'

for path in .build/a.txt Examples/A/.build/a.txt .build-third-party/a.txt .assets/xterm.js CLAUDE.md Sources/A/a.o; do
  fresh
  line "$path" ''
  git -C "$tree" add -f .
  reports leftovers "$path:1: what is built, fetched or one's own setting is not committed"
done
