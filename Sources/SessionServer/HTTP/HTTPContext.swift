package import Hummingbird
import NIOCore

/// What belongs to one request beside the request itself.
package struct HTTPContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer's numeric address without a port, or nothing where there is none.
    package let remoteAddress: String?
    /// Who the caller turned out to be, for the log.
    let caller = CallerNote()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }
}
