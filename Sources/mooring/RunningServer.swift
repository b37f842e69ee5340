import Foundation
import InstalledPlugins
import Logging
import NIOPosix
import ServiceLifecycle
import SessionConfiguration
import SessionCore
import SessionServer
import Terminal
import UnixSignals

/// A server put together from a checked configuration: the one place where all rooms meet.
struct RunningServer {
    let configuration: ServerConfiguration
    let configurationFile: String?
    let dataFolder: String
    let staticFolder: String?
    let allowed: ExposureOptions
    let environment: [String: String]
    let logger: Logger

    /// How long an orderly end may take before it is cut short.
    static let shutdownPatience = Duration.seconds(15)

    /// Serves until the process is told to end.
    func run() async throws {
        let exposure = Exposure(allowed: allowed, server: configuration.server)
        try exposure.checkUser()
        try DataFolder.make(dataFolder)
        let keyring = configuration.storage.encryption.map { EncryptionKeyring($0.keys) }
        let metrics = StorageMetrics(uptime: SystemClock.uptime)
        let pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
        let (opened, desk, end) = try await openStorage(keyring, wait: pause)
        let storage = opened.measured(by: metrics)
        let sessions = SessionManager(
            storage: storage, policy: configuration.sessions, whenUnavailable: configuration.whenUnavailable,
            clock: SystemClock(), logger: logger)
        let group = MultiThreadedEventLoopGroup.singleton
        let strategies = try await identityStrategies(sessions)
        let chain = IdentityChain(strategies)
        try await exposure.checkReach(chain, at: sessions.clock.now)
        let audit = try auditWriter()
        let tls = try encryption(wait: pause)
        let hall = Hall(
            sessions: sessions, identity: chain, settings: hallSettings,
            audit: audit ?? NoAudit(), on: group, logger: logger)
        var services: [any Service] = audit.map { [$0, AuditReopening($0)] } ?? []
        services += [
            StorageCloser(storage),
            SessionSweeper(sessions: sessions, every: .seconds(60), logger: logger, wait: pause),
            HallKeeper(hall, wait: pause),
            try doors(hall, metrics: metrics, migration: desk, end: end, tls: tls?.identity, on: group, wait: pause),
        ]
        if let tls { services.append(tls.watch) }
        if let desk { services.append(MigrationKeeper(desk: desk, wait: pause)) }
        if let keyring, case .file(let path) = configuration.storage.encryption?.source {
            services.append(KeyFileWatch(path, keyring: keyring, logger: logger, wait: pause))
        }
        services += strategies.compactMap { $0 as? any Service }
        var serviceGroup = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        serviceGroup.maximumGracefulShutdownDuration = RunningServer.shutdownPatience
        try await ServiceGroup(configuration: serviceGroup).run()
    }

    /// Opens the store that has the sessions. Whoever waits for a long opening sees how far it has come.
    ///
    /// Only where sessions may be moved, or were, does anything stand between the server and its store.
    private func openStorage(
        _ keyring: EncryptionKeyring?, wait: @escaping @Sendable (Duration) async throws -> Void
    ) async throws -> (any SessionStorage, MigrationDesk?, MigrationEnd?) {
        let file = MigrationStateFile(below: dataFolder)
        let target = MigrationTarget(
            configurationFile: configurationFile, environment: environment, dataFolder: dataFolder, logger: logger)
        let decision = try MigrationOpening(
            configured: configuration.storage, keyring: keyring, target: target, file: file, logger: logger
        ).decide()
        let isConfigured = decision.choice.isSame(as: configuration.storage)
        let line = OpeningLine(logger: logger)
        defer { line.clear() }
        let store = try await decision.choice.open(
            below: dataFolder, keyring: isConfigured ? keyring : nil, logger: logger
        ) {
            line.show($0)
        }
        guard decision.state != nil || configuration.server.adminTokenFile != nil,
            let able = store as? any MigratableStorage
        else { return (store, nil, decision.end) }
        let moving = MigratingStorage(able, clock: SystemClock(), wait: wait)
        let desk = MigrationDesk(
            moving, configured: configuration.storage, keyring: keyring, target: target, file: file,
            state: decision.state)
        return (moving, desk, decision.end)
    }

    private func identityStrategies(_ sessions: SessionManager) async throws -> [any IdentityStrategy] {
        var strategies: [any IdentityStrategy] = []
        for choice in configuration.identity {
            strategies.append(
                try await choice.driver.make(
                    IdentityDriver.Environment(
                        settings: choice.settings, sessions: sessions, dataDirectory: dataFolder, logger: logger)))
        }
        return strategies
    }

    private var hallSettings: HallSettings {
        let terminals = configuration.terminals
        var limits = TerminalLimits()
        limits.logBytes = terminals.logBytes
        limits.windows = terminals.windowsPerTerminal
        return HallSettings(
            command: .loginShell(configured: terminals.shell, environment: environment), terminal: limits,
            scrollback: terminals.scrollback,
            terminalsPerWorkspace: terminals.perWorkspace, graceWithoutIdentity: graceWithoutIdentity,
            graceWithIdentity: terminals.graceWithIdentity, admission: admissionLimits,
            serverVersion: MooringVersion.text)
    }

    /// What nobody can come back to is kept for the longer of the two settings that speak of it.
    private var graceWithoutIdentity: Duration? {
        guard let grace = configuration.terminals.graceWithoutIdentity else { return nil }
        let linger = configuration.identity.lazy.compactMap { $0.settings.duration("linger") }.first
        guard let linger else { return grace }
        return linger.duration.map { max($0, grace) }
    }
}
