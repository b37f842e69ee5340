# The laws of the target graph, as imports. Needs swift-code.awk before it, and the variables `rooms` (the folders of
# Sources) and `plugins` (the folders of Plugins), each as names between blanks.

function among(name, list) { return index(" " list " ", " " name " ") > 0 }

function refuse(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    found = 1
}

FNR == 1 {
    split(FILENAME, part, "/")
    place = part[1]
    room = part[2]
}

# C libraries and a file format: the one room of each.
BEGIN {
    owner["CPTY"] = "Terminal"
    owner["CSQLite"] = "SQLiteStorage"
    owner["CHiredis"] = "RedisStorage"
    owner["Yams"] = "SessionConfiguration"
    core = "Swift _Concurrency Crypto Logging Synchronization ServiceLifecycle"
    core = core " Collections DequeModule HeapModule OrderedCollections"
    outside = "Foundation FoundationEssentials FoundationNetworking NIOPosix NIOFileSystem Glibc Musl Dispatch"
}

function check_source(module) {
    if (among(module, plugins) && room != "InstalledPlugins")
        refuse("only InstalledPlugins names plug-ins; take what " module " gives through a protocol of SessionCore")
    if (module == "SessionServer" && room != "mooring")
        refuse("only mooring names the server; move what " room " needs of it to the room both may see")
    if (module == "HummingbirdSessions" || (room == "HummingbirdSessions" && among(module, rooms) && module != "SessionCore"))
        refuse("HummingbirdSessions is for servers of others: it sees SessionCore, and no room of ours sees it")
    if (room == "SessionCore" && !among(module, core))
        refuse("SessionCore imports no " module "; it may import " core)
    if (room == "SocketIO" && (among(module, outside) || module ~ /^NIO.*(TLS|SSL|HTTP)/ || among(module, rooms)))
        refuse("SocketIO imports no " module "; it is values and state machines and opens nothing")
}

function check_plugin(module) {
    if (among(module, plugins) && module != room)
        refuse("a plug-in depends on no other plug-in (" module "); what both need belongs to SessionCore")
    else if (among(module, rooms) && module != "SessionCore" && !(module in owner))
        refuse("a plug-in depends on SessionCore and what it wraps, not on " module)
}

function check(module,    own) {
    own = room
    if (place == "Tests") sub(/Tests$/, "", own)
    if (place == "Sources") check_source(module)
    if (place == "Plugins") check_plugin(module)
    if ((place == "Sources" || place == "Plugins") && room != "SessionServer" \
        && module ~ /^(Hummingbird.*|NIOHTTP[0-9A-Z].*|NIOWebSocket|HTTPTypes.*)$/ \
        && !(room == "HummingbirdSessions" && module ~ /^(Hummingbird|HTTPTypes)$/))
        refuse("only SessionServer knows HTTP and WebSocket; " module " stays there")
    if (module in owner && own != owner[module])
        refuse("only " owner[module] " imports " module "; ask it, in Swift values")
}

{
    lex($0)
    if (match(code, /^[ \t]*(@[A-Za-z_]+(\([A-Za-z_]*\))?[ \t]+)*((public|package|internal|fileprivate|private)[ \t]+)?import[ \t]+/)) {
        text = substr(code, RSTART + RLENGTH)
        sub(/^(struct|class|enum|protocol|func|var|let|typealias|actor)[ \t]+/, "", text)
        match(text, /^[A-Za-z_0-9]+/)
        check(substr(text, 1, RLENGTH))
    }
}

END { exit found }
