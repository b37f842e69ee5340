import NIOCore
import SocketIO
import Testing

/// What a client may say when, and what becomes of it.
@Suite struct SocketConversationTests {
    func inside() throws -> SocketConversation {
        var conversation = SocketConversation()
        #expect(try conversation.receive(EngineMessage("0")) == .asks(namespace: "/", auth: nil))
        #expect(conversation.accept("/", id: "one") == [EngineMessage(#"0{"sid":"one"}"#)])
        return conversation
    }

    @Test func whatIsShownComesWithTheQuestion() throws {
        var conversation = SocketConversation()
        let happening = try conversation.receive(EngineMessage(#"0{"workspaceToken":"t"}"#))
        #expect(happening == .asks(namespace: "/", auth: ["workspaceToken": "t"]))
        #expect(
            conversation.accept("/", id: "one", recoverable: "two") == [EngineMessage(#"0{"sid":"one","pid":"two"}"#)])
    }

    @Test func whoIsNotLetInIsToldWhyAndMayAskAgain() throws {
        var conversation = SocketConversation()
        _ = try conversation.receive(EngineMessage("0"))
        let answer = conversation.refuse("/", saying: "no", data: ["code": "refused"])
        #expect(answer == [EngineMessage(#"4{"message":"no","data":{"code":"refused"}}"#)])
        #expect(conversation.accept("/", id: "late").isEmpty)
        #expect(try conversation.receive(EngineMessage("0")) == .asks(namespace: "/", auth: nil))
    }

    @Test func eventsAndAcknowledgementsGoBothWays() throws {
        var conversation = try inside()
        #expect(
            try conversation.receive(EngineMessage(#"27["save",1]"#))
                == .event(namespace: "/", name: "save", arguments: [1], acknowledgement: 7))
        #expect(conversation.acknowledge(7, in: "/", with: ["done"]) == [EngineMessage(#"37["done"]"#)])
        let question = conversation.ask("who", [], in: "/")
        #expect(question?.messages == [EngineMessage(#"21["who"]"#)])
        #expect(
            try conversation.receive(EngineMessage(#"31["me"]"#))
                == .acknowledged(namespace: "/", number: 1, arguments: ["me"]))
        #expect(try conversation.receive(EngineMessage(#"31["me"]"#)) == nil)
    }

    @Test func acknowledgementsThatAreWaitedForAreBounded() throws {
        var conversation = try inside()
        var numbers: [Int?] = []
        for _ in 0...Limits.awaitedAcknowledgements { numbers.append(conversation.ask("who", [], in: "/")?.number) }
        #expect(numbers == (1...Limits.awaitedAcknowledgements).map { $0 } + [nil])
    }

    @Test func nothingIsTakenFromWhoIsNotInside() throws {
        var outside = SocketConversation()
        #expect(throws: ProtocolViolation.self) { try outside.receive(EngineMessage(#"2["a"]"#)) }
        var asking = SocketConversation()
        _ = try asking.receive(EngineMessage("0"))
        #expect(throws: ProtocolViolation.self) { try asking.receive(EngineMessage(#"2["a"]"#)) }
        var twice = try inside()
        #expect(throws: ProtocolViolation.self) { try twice.receive(EngineMessage("0")) }
        var server = try inside()
        #expect(throws: ProtocolViolation.self) { try server.receive(EngineMessage(#"4{"message":"x"}"#)) }
    }

    @Test func namespacesAreIndependentAndBounded() throws {
        var conversation = try inside()
        for number in 1..<Limits.namespaces {
            _ = try conversation.receive(EngineMessage("0/n\(number),"))
            _ = conversation.accept("/n\(number)", id: "n\(number)")
        }
        #expect(throws: ProtocolViolation.self) { try conversation.receive(EngineMessage("0/more,")) }
        var other = try inside()
        #expect(try other.receive(EngineMessage("1")) == .left(namespace: "/"))
        #expect(!other.isAnywhere)
        #expect(other.disconnect("/").isEmpty)
    }

    @Test func roomsKnowTheirMembersAndAreBounded() {
        var book = RoomBook()
        let joined = [book.join("a", "one"), book.join("a", "two"), book.join("b", "two")]
        #expect(joined == [true, true, true])
        #expect(book.members(of: "a") == ["one", "two"])
        #expect(book.members(of: "a", except: "one") == ["two"])
        book.forget("two")
        #expect(book.members(of: "a") == ["one"] && book.members(of: "b").isEmpty && book.rooms(of: "two").isEmpty)
        let fits = (1...Limits.roomsPerSocket).map { number in book.join("r\(number)", "one") }
        #expect(fits == (1..<Limits.roomsPerSocket).map { _ in true } + [false])
    }
}
