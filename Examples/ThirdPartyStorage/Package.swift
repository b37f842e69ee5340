// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as a stranger would write it: it sees what Mooring makes public, and nothing else.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "ThirdPartyStorage",
    products: [.library(name: "JournalStorage", targets: ["JournalStorage"])],
    dependencies: [.package(name: "mooring", path: "../..")],
    targets: [
        .target(
            name: "JournalStorage", dependencies: [.product(name: "SessionCore", package: "mooring")],
            swiftSettings: settings),
        .testTarget(
            name: "JournalStorageTests",
            dependencies: ["JournalStorage", .product(name: "SessionTesting", package: "mooring")],
            swiftSettings: settings),
    ]
)
