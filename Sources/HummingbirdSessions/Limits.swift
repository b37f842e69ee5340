/// The bounds of this library, each with its unit and its reason.
enum Limits {
    /// Bytes of all `Cookie` fields of one request that are looked at: a browser keeps 4 096 for each cookie, and few of
    /// them; a request with more is refused.
    static let cookieBytes = 16_384
    /// Changes that one request may ask for and that are run again on a newer payload: each costs a run at every attempt.
    static let changesPerRequest = 64
    /// Seconds that a cookie may live, 400 days: the most that browsers keep one (RFC 6265bis, 5.5).
    static let cookieSeconds: Int64 = 400 * 86_400
    /// Characters of the name of a cookie: names are part of every request.
    static let cookieNameBytes = 64
    /// Seconds after which a request that met a failing store may be tried again: long enough not to add to its load.
    static let retrySeconds = 5
}
