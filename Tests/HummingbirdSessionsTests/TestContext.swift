import Hummingbird
import HummingbirdSessions

struct TestContext: SessionRequestContext {
    var coreContext: CoreRequestContextStorage
    var session = RequestSession()

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}
