fresh
line Sources/A/Session.swift 'struct Session {}'
line Sources/A/NewlineScanner.swift 'struct NewlineScanner {}'
line Sources/A/CommonerCase.swift 'struct CommonerCase {}'
line Sources/.build/Helpers.swift 'struct Built {}'
passes file-names
for name in Utils StringUtils TestHelpers Common Misc SessionNew New Helper+More; do
  fresh
  line "Tests/A/$name.swift" ''
  reports file-names "Tests/A/$name.swift:1: '$name' is no name for a file"
done
