import Hummingbird
import HummingbirdSessions

/// What goes with a request: the session, and how much a form may bring.
struct ShopContext: SessionRequestContext {
    var coreContext: CoreRequestContextStorage
    var session = RequestSession()
    let maxUploadSize = 16_384

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
