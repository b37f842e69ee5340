package import Hummingbird
package import Logging
package import SessionCore

/// The door that speaks HTTP: the routes, the page, and what every request passes on its way.
///
/// It holds no state that matters; what it answers is the hall's.
package struct HTTPDoor: Sendable {
    /// Decides whether a request is let in at all; the door for WebSockets asks the same.
    package let gate: RequestGate
    /// Answers `GET /readyz`; it works while the service group runs it.
    package let readiness: Readiness
    let settings: HTTPSettings
    private let hall: Hall
    private let metrics: StorageMetrics?
    private let migration: (any MigrationControl)?
    private let files: ServerFiles
    private let overlay: StaticFolder?
    private let engine: EngineHub?

    /// Reads the files that are served, and starts nothing.
    ///
    /// Throws ``HTTPSetupError`` when the folder of static files or the server's own files are not there. Missing
    /// third-party files are only warned of: the page says how to get them.
    ///
    /// - Parameters:
    ///   - metrics: what the store has answered, for `GET /metrics`.
    ///   - migration: who moves sessions to another store, for the routes of those who run the server.
    ///   - engine: the Socket.IO clients, where they are let in.
    ///   - wait: how to wait; a server passes `Task.sleep`.
    package init(
        hall: Hall, settings: HTTPSettings, metrics: StorageMetrics? = nil,
        migration: (any MigrationControl)? = nil, engine: EngineHub? = nil, logger: Logger,
        wait: @escaping @Sendable (Duration) async throws -> Void
    ) throws {
        self.metrics = metrics
        self.engine = engine
        self.migration = migration
        self.hall = hall
        self.settings = settings
        gate = RequestGate(settings, admission: hall.admission, audit: hall.audit)
        readiness = Readiness(hall.sessions, logger: logger, wait: wait)
        files = try ServerFiles(assets: settings.assetsDirectory)
        overlay = try settings.staticDirectory.map(StaticFolder.init)
        if !files.missingAssets.isEmpty {
            logger.warning(
                "Third-party files of the page are missing; make assets fetches them",
                metadata: [
                    "folder": "\(settings.assetsDirectory)",
                    "missing": "\(files.missingAssets.joined(separator: " "))",
                ])
        }
    }

    /// All routes, with what every request passes before them.
    package func makeRouter() -> Router<HTTPContext> {
        let routes = self.routes
        let router = Router(context: HTTPContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: AccessLog())
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ErrorAnswers(table: RouteTable(routes)))
        router.add(middleware: GateKeeper(gate: gate))
        if let overlay { router.add(middleware: StaticFiles(folder: overlay)) }
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(Visit(request: request, context: context))
            }
        }
        return router
    }

    private var measurements: MetricsRoutes {
        let access = MetricsAccess(token: settings.metricsToken, isBehindAnotherName: !settings.origins.isEmpty)
        return MetricsRoutes(hall: hall, storage: metrics, access: access)
    }

    /// Without a token that opens them they are not there.
    private var administration: [Route] {
        guard let migration, let token = settings.adminToken else { return [] }
        let access = AdminAccess(token: token, clock: hall.sessions.clock)
        return MigrationRoutes(migration: migration, access: access, hall: hall).routes
    }

    private var routes: [Route] {
        let pages = PageRoutes(
            hall: hall, files: files, cookie: TokenCookie(isTLS: settings.isTLS),
            assetsDirectory: settings.assetsDirectory, overlay: overlay)
        return pages.routes + HealthRoutes(readiness: readiness).routes + measurements.routes
            + administration + (engine.map { EngineRoutes(hub: $0).routes } ?? []) + SessionRoutes(hall: hall).routes
            + WorkspaceRoutes(hall: hall).routes + InvitationRoutes(hall: hall).routes
            + TicketRoutes(hall: hall).routes
            + TokenRoutes(hall: hall, cookie: TokenCookie(isTLS: settings.isTLS)).routes
    }
}
