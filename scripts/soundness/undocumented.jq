# Public symbols of a symbol graph that have no documentation, one line each. Needs $root: the package's folder, encoded
# as in a URL. What fulfils a requirement inherits its documentation in the graph; what the compiler made has no place.

def inherits: IN("==(_:_:)", "hash(into:)", "init(from:)", "encode(to:)");

.symbols[]
| select(.docComment == null and .location != null)
| select(.pathComponents[-1] | inherits | not)
| (.location.uri | ltrimstr("file://")) as $path
| select($path | startswith($root + "/"))
| ($path | ltrimstr($root + "/")) as $place
| select(($place | test("^(Sources|Plugins)/")) and ($place | startswith("Sources/mooring/") | not))
| "\($place):\(.location.position.line + 1): \(.pathComponents | join(".")) is public and has no documentation; say what a caller cannot see, or make it package"
