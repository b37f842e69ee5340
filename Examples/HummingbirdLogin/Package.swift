// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as the author of a server would write it: it sees what Mooring makes public, and nothing else.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "HummingbirdLogin",
    dependencies: [
        .package(name: "mooring", path: "../.."),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .executableTarget(
            name: "HummingbirdLogin",
            dependencies: [
                .product(name: "FileStorage", package: "mooring"),
                .product(name: "HummingbirdSessions", package: "mooring"),
                .product(name: "MemoryStorage", package: "mooring"),
                .product(name: "SessionCore", package: "mooring"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .testTarget(name: "HummingbirdLoginTests", dependencies: ["HummingbirdLogin"], swiftSettings: settings),
    ]
)
