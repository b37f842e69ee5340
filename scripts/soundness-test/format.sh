fresh
line Sources/A/A.swift 'struct A {' '    let a = 1' '}'
passes format
line Sources/A/B.swift 'struct B {' '  let b = 1' '}'
reports format 'Sources/A/B.swift:2:1: error: [Indentation]'
rm "$tree/Sources/A/B.swift"
line Tests/A/B.swift 'import B' 'import A'
reports format '[OrderedImports]'
line Tests/A/B.swift 'let a = b!'
reports format '[NeverForceUnwrap]'
line Tests/A/B.swift "let a = \"$(printf '%0120d' 0)\" + b"
reports format '[LineLength]'
