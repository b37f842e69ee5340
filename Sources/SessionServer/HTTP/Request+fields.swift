import HTTPTypes
import Hummingbird
import SessionCore

extension Request {
    /// The header fields in order, names in small letters, `host` among them.
    var fields: [Credentials.Field] {
        let host = head.authority.map { [Credentials.Field("host", $0)] } ?? []
        return host + headers.map { Credentials.Field($0.name.canonicalName, $0.value) }
    }
}
