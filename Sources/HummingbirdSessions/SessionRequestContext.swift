public import Hummingbird

/// A request context with room for the session of its request.
///
/// ```swift
/// struct AppContext: SessionRequestContext {
///     var coreContext: CoreRequestContextStorage
///     var session = RequestSession()
///     init(source: Source) { coreContext = .init(source: source) }
/// }
/// ```
public protocol SessionRequestContext: RequestContext {
    /// The session that ``SessionMiddleware`` lends to the handlers behind it.
    var session: RequestSession { get set }
}
