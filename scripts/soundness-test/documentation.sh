fresh
put Package.swift <<'SWIFT'
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "tiny",
    products: [.library(name: "Core", targets: ["Core", "Backend"])],
    targets: [.target(name: "Core"), .target(name: "Backend", dependencies: ["Core"], path: "Plugins/Backend")]
)
SWIFT
put Sources/Core/Store.swift <<'SWIFT'
/// A store.
public protocol Store {
    /// Loads.
    func load() -> Int
}
/// A driver.
public struct Driver: Equatable, Codable {
    let name: String
    /// Makes one.
    public init(_ name: String) { self.name = name }
    public static func == (one: Driver, other: Driver) -> Bool { one.name == other.name }
    package var shared: Int { 1 }
}
/// A choice.
public enum Choice: String, CaseIterable {
    /// The first.
    case first
}
SWIFT
put Plugins/Backend/Backend.swift <<'SWIFT'
public import Core

/// A backend.
public struct Backend: Store {
    public func load() -> Int { 1 }
}
extension Driver {
    /// The backend's driver.
    public static var backend: Driver { Driver("backend") }
}
SWIFT
passes documentation

cat >>"$tree/Plugins/Backend/Backend.swift" <<'SWIFT'
extension Driver {
    public static var other: Driver { Driver("other") }
}
extension Backend {
    public init(size: Int) {}
}
public enum Bare { case one }
SWIFT
reports documentation 'Plugins/Backend/Backend.swift:12: Driver.other is public and has no documentation'
reports documentation 'Plugins/Backend/Backend.swift:15: Backend.init(size:) is public and has no documentation'
reports documentation 'Plugins/Backend/Backend.swift:17: Bare.one is public and has no documentation'
echo 'nonsense' >>"$tree/Sources/Core/Store.swift"
reports documentation 'Package.swift:1: the symbol graph could not be made'
