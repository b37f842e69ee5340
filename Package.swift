// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// MARK: What each target needs from outside

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationEssentialsCompat", package: "swift-nio")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")

// MARK: One helper per kind of target

func room(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = [])
    -> Target
{
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: settings + instrumentation(of: name))
}

/// Whether this is a build for `make fuzz`: what reads strangers' bytes tells libFuzzer where it has been.
let isFuzzing = Context.environment["MOORING_FUZZ"] == "1"

func instrumentation(of name: String) -> [SwiftSetting] {
    let isReader = ["JWTIdentity", "SessionConfiguration", "SessionServer"].contains(name)
    return isFuzzing && isReader ? [.unsafeFlags(["-sanitize=fuzzer"])] : []
}

/// A plug-in depends on `SessionCore` and on what it wraps.
func plugin(_ name: String, wraps dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: ["SessionCore"] + dependencies, path: "Plugins/\(name)", exclude: ["README.md"],
        swiftSettings: settings + instrumentation(of: name))
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let plugins = [
    plugin("MemoryStorage"),
    plugin("FileStorage", wraps: [logging]),
    plugin("JWTIdentity", wraps: [crypto, jwt, lifecycle, logging]),
    plugin("ProxyHeaderIdentity", wraps: [logging]),
    plugin("RedisStorage", wraps: ["CHiredis", crypto, deque, logging, nio, nioPosix, nioSSL]),
    plugin("SQLiteStorage", wraps: ["CSQLite", deque, logging]),
    plugin("SocketIdentity"),
    plugin("WorkspaceTokenIdentity"),
]

let package = Package(
    name: "mooring",
    products: [
        .library(name: "SessionCore", targets: ["SessionCore"]),
        .library(name: "SessionConformance", targets: ["SessionConformance"]),
        .library(name: "SessionTesting", targets: ["SessionTesting"]),
        .library(name: "SessionConfiguration", targets: ["SessionConfiguration"]),
        .library(name: "SocketIO", targets: ["SocketIO"]),
        .library(name: "Terminal", targets: ["Terminal"]),
        .library(name: "HummingbirdSessions", targets: ["HummingbirdSessions"]),
        .executable(name: "mooring", targets: ["mooring"]),
    ] + plugins.map { .library(name: $0.name, targets: [$0.name]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit.git", exact: "5.7.1"),
    ],
    targets: plugins + [
        .target(name: "CPTY"),
        .systemLibrary(name: "CHiredis"),
        .systemLibrary(name: "CSQLite"),
        .target(name: "CFloors", linkerSettings: [.linkedLibrary("hiredis"), .linkedLibrary("sqlite3")]),
        room("SessionCore", [crypto, logging, lifecycle]),
        room("HummingbirdSessions", ["SessionCore", hummingbird, httpTypes, logging]),
        room("SessionArchive", ["SessionCore", crypto]),
        room("SessionBench", ["CFloors", "SessionCore", crypto, cryptoExtras, histogram, logging, nio, nioPosix]),
        room("SessionConfiguration", ["SessionCore", yams, logging]),
        room("SessionConformance", ["SessionCore"]),
        room("SessionTesting", ["SessionConformance", "SessionCore"]),
        room("SocketIO", [nio]),
        room("Terminal", ["CPTY", nio, nioPosix]),
        room(
            "SessionServer",
            [
                "SessionCore", "SocketIO", "Terminal", crypto, hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes,
                nio,
                nioFoundation,
                nioHTTP, nioPosix, nioSSL, nioTypes, nioTypesHTTP1, nioWebSocket, lifecycle, logging,
            ],
            resources: [.copy("Page"), .copy("OpenAPI")]),
        room("InstalledPlugins", ["SessionCore"] + plugins.map { .target(name: $0.name) }),
        .executableTarget(
            name: "mooring",
            dependencies: [
                "InstalledPlugins", "SessionArchive", "SessionBench", "SessionConfiguration", "SessionConformance",
                "SessionCore",
                "SessionServer", "SocketIO", "Terminal", arguments, lifecycle, logging, nio, nioPosix, signals,
            ],
            swiftSettings: settings),
        tests(
            "SessionCoreTests",
            ["SessionCore", "SessionTesting", "FileStorage", "MemoryStorage", "TestSupport", logging]),
        tests(
            "HummingbirdSessionsTests",
            [
                "HummingbirdSessions", "SessionCore", "MemoryStorage", "TestSupport", hummingbird, hummingbirdTesting,
                httpTypes, logging, nio,
            ]),
        tests(
            "MigrationTests",
            ["SessionCore", "FileStorage", "RedisStorage", "SQLiteStorage", "TestSupport", logging]),
        tests("SessionTestingTests", ["SessionCore", "SessionTesting", "MemoryStorage"]),
        tests("MemoryStorageTests", ["SessionCore", "SessionTesting", "MemoryStorage"]),
        tests(
            "FileStorageTests",
            ["SessionCore", "SessionTesting", "FileStorage", "FileStorageCrashProbe", "TestSupport", logging]),
        .executableTarget(
            name: "FileStorageCrashProbe", dependencies: ["SessionCore", "FileStorage", logging],
            path: "Tests/FileStorageCrashProbe", swiftSettings: settings),
        tests(
            "SQLiteStorageTests",
            [
                "SessionCore", "SessionTesting", "SQLiteStorage", "SQLiteStorageCrashProbe", "CSQLite", "TestSupport",
                logging,
            ]),
        .executableTarget(
            name: "SQLiteStorageCrashProbe", dependencies: ["SessionCore", "SQLiteStorage", logging],
            path: "Tests/SQLiteStorageCrashProbe", swiftSettings: settings),
        tests(
            "RedisStorageTests",
            ["SessionCore", "SessionTesting", "RedisStorage", "TestSupport", logging, nio, nioPosix, nioSSL]),
        tests(
            "SessionArchiveTests", ["SessionArchive", "SessionCore", "TestSupport"], resources: [.copy("Resources")]),
        tests("SessionBenchTests", ["SessionBench", "SessionCore", "MemoryStorage", histogram]),
        tests("SocketIdentityTests", ["SessionCore", "SessionTesting", "SocketIdentity"]),
        tests(
            "WorkspaceTokenIdentityTests",
            ["SessionCore", "SessionTesting", "MemoryStorage", "WorkspaceTokenIdentity", "TestSupport", logging]),
        tests(
            "JWTIdentityTests",
            [
                "SessionCore", "SessionTesting", "JWTIdentity", "MemoryStorage", "WorkspaceTokenIdentity",
                "TestSupport", crypto, cryptoExtras,
            ]),
        tests("ProxyHeaderIdentityTests", ["SessionCore", "SessionTesting", "ProxyHeaderIdentity", "TestSupport"]),
        tests("SessionConfigurationTests", ["SessionConfiguration", "InstalledPlugins", "SessionCore", logging]),
        tests("SocketIOTests", ["SocketIO", nio]),
        tests("TerminalTests", ["Terminal", "TestSupport", nio, nioPosix]),
        tests(
            "SessionServerTests",
            [
                "SessionServer", "SessionCore", "MemoryStorage", "SocketIdentity", "WorkspaceTokenIdentity", "Terminal",
                "TestSupport", hummingbird, hummingbirdCore, httpTypes, nio, nioEmbedded, nioHTTP, nioPosix,
                lifecycle, logging,
            ]),
        tests(
            "CommandTests", ["SessionBench", "SessionConfiguration", "SessionCore", "TestSupport", "mooring", logging]),
        tests("ServerIntegrationTests", ["SessionServer", "TestSupport", "mooring", crypto, nio]),
        tests("SocketIOClientTests", ["TestSupport", "mooring"], resources: [.copy("Resources")]),
        tests("BrowserTests", ["TestSupport", "mooring"], resources: [.copy("Resources")]),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "InstalledPlugins", "JWTIdentity", "SessionConfiguration", "SessionCore", "SessionServer", nio,
            ], path: "Tests/FuzzTargets", swiftSettings: settings),
        tests("FuzzCorpusTests", ["FuzzTargets"]),
        .target(
            name: "TestSupport", dependencies: ["SessionCore", logging, nio, nioPosix], path: "Tests/TestSupport",
            swiftSettings: settings),
    ]
)

if isFuzzing {
    package.products.append(.executable(name: "FuzzRunner", targets: ["FuzzRunner"]))
    package.targets += [
        .target(name: "CFuzzer", path: "Tests/CFuzzer"),
        .executableTarget(
            name: "FuzzRunner", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/FuzzRunner",
            swiftSettings: settings, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
}
