/// The steps in Lua, and the parts they are put together from.
///
/// Each verb is one script, so it is one step: the server runs nothing between its first and its last command. The first
/// argument of all is the prefix of the namespace, `prefix{namespace}:`; the key a script is given and every other key it
/// touches begin with it and so lie in one slot of a cluster. A script reads and checks everything before it writes.
enum LuaSource {
    /// What a script needs that changes something.
    static let writing = reading + keeping + indexing
}
