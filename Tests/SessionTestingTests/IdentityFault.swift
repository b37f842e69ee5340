import SessionTesting

/// A way to break a promise of `IdentityStrategy`, and the cases that must notice.
enum IdentityFault: String, CaseIterable, Sendable {
    case refusesNothing = "throws when nothing was shown"
    case refusesForeign = "judges what is for other strategies"
    case takesUnknownForNobody = "answers nothing where it should refuse"
    case believesRefused = "lets anybody in"
    case answersExpired = "answers an identity that has ended"
    case takesOutageForNobody = "answers nothing when it cannot find out"
    case takesOutageForRefused = "refuses when it cannot find out"
    case countsCalls = "answers another principal each time"
    case looksAtOrder = "takes the last header for the proof"
    case knowsOnePrincipal = "takes everybody for the same"
    case believesPayload = "believes a header that the payload names"
    case believesForwarding = "believes a header about the address"
    case prefersPayload = "believes the payload against the proof"
    case takesFirst = "takes the first of two proofs"
    case refusesTwo = "refuses two proofs without saying why"
    case namesProofInError = "has the proof in an error"
    case keepsProof = "keeps the proof where it can be printed"
    case logsProof = "logs the proof"

    var promise: ConformancePromise {
        switch self {
        case .refusesNothing, .refusesForeign: .identity(1)
        case .takesUnknownForNobody, .believesRefused, .answersExpired: .identity(2)
        case .takesOutageForNobody, .takesOutageForRefused: .identity(3)
        case .countsCalls, .looksAtOrder, .knowsOnePrincipal: .identity(4)
        case .believesPayload, .believesForwarding, .prefersPayload: .identity(5)
        case .takesFirst, .refusesTwo: .identity(6)
        case .namesProofInError, .keepsProof, .logsProof: .identity(7)
        }
    }
}
