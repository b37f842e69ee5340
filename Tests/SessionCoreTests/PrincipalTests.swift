import SessionCore
import Testing

@Suite struct PrincipalTests {
    @Test func aSubjectOfAnotherIssuerIsSomebodyElse() {
        let first = Principal.user(issuer: "https://a", subject: "7")
        let second = Principal.user(issuer: "https://b", subject: "7")
        #expect(first != nil && second != nil && first != second)
    }

    /// Otherwise `a|b` + `c` and `a` + `b|c` would be one principal.
    @Test func anIssuerCannotBorrowTheSeparator() {
        #expect(Principal.user(issuer: "a|b", subject: "c") == nil)
        #expect(Principal.user(issuer: "", subject: "c") == nil)
        #expect(Principal.user(issuer: "a", subject: "") == nil)
    }

    @Test func twoSpellingsOfOneCharacterAreTwoPrincipals() {
        let composed = Principal("user:x|\u{e9}")
        let decomposed = Principal("user:x|e\u{301}")
        #expect(composed != nil && decomposed != nil)
        #expect(composed != decomposed)
    }

    @Test(arguments: ["", "noscheme", ":x", "x:", "X:y", "user:a\nb", "user:\u{0}", "socket:a\u{7f}"])
    func otherTextsAreNoPrincipals(_ text: String) {
        #expect(Principal(text) == nil)
    }

    @Test func lengthIsBounded() {
        #expect(Principal("user:" + String(repeating: "a", count: 507)) != nil)
        #expect(Principal("user:" + String(repeating: "a", count: 508)) == nil)
    }

    @Test(arguments: ["", "../x", "a/b", "a\0", "a b", "A", "é", "{a}", String(repeating: "a", count: 65)])
    func namesAreSafeInPathsAndKeys(_ text: String) {
        #expect(SessionHandle(text) == nil)
        #expect(SessionKind(text) == nil)
        #expect(Namespace(text) == nil)
    }

    @Test func rolesAreOrdered() {
        #expect(Role.viewer < .editor && .editor < .owner)
    }
}
