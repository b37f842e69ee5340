import NIOCore
import SocketIO
import Testing

/// The exchanges that the Engine.IO protocol documents, one after the other.
@Suite struct EngineSessionTests {
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    func opened(_ transport: EngineRequest.Transport = .polling) -> EngineSession {
        var session = EngineSession(id: "abc", over: transport, settings: EngineSettings(), at: start)
        _ = transport == .polling ? session.pollArrived().actions : session.socketOpened()
        return session
    }

    func text(_ text: String) -> EngineMessage { EngineMessage(text) }
    func body(_ text: String) -> ByteBuffer { ByteBuffer(string: text) }

    @Test func theFirstPollBringsTheHandshakeTheProtocolDocuments() {
        var session = EngineSession(id: "abc", over: .polling, settings: EngineSettings(), at: start)
        let handshake =
            #"0{"sid":"abc","upgrades":["websocket"],"pingTimeout":20000,"pingInterval":25000,"maxPayload":1000000}"#
        #expect(session.pollArrived().actions == [.answerPoll(body(handshake))])
    }

    @Test func overAWebSocketTheHandshakeOffersNoUpgrade() {
        var session = EngineSession(id: "abc", over: .webSocket, settings: EngineSettings(), at: start)
        let handshake = #"0{"sid":"abc","upgrades":[],"pingTimeout":20000,"pingInterval":25000,"maxPayload":1000000}"#
        #expect(session.socketOpened() == [.send(text(handshake))])
    }

    @Test func messagesWaitForAPollAndLeaveTogether() {
        var session = opened()
        #expect(session.send([text("hello"), .binary(ByteBuffer(bytes: [1, 2, 3, 4]))]).isEmpty)
        #expect(session.pollArrived().actions == [.answerPoll(body("4hello\u{1e}bAQIDBA=="))])
    }

    @Test func aPollThatWaitsIsAnsweredByTheNextMessage() {
        var session = opened()
        let poll = session.pollArrived()
        #expect(poll.refusal == nil && poll.actions.isEmpty)
        #expect(session.send([text("a")]) == [.answerPoll(body("4a"))])
    }

    @Test func anAnswerToAPollIsCutBetweenPackets() {
        var session = opened()
        let half = String(repeating: "x", count: Limits.pollBytes / 2)
        _ = session.send([text(half), text(half), text("end")])
        guard case .answerPoll(let first)? = session.pollArrived().actions.first else {
            Issue.record("no answer")
            return
        }
        #expect(first.readableBytes <= Limits.pollBytes)
        #expect(session.pollArrived().actions == [.answerPoll(body("4" + half + "\u{1e}4end"))])
    }

    @Test func aBodyMayHoldSeveralPackets() {
        var session = opened()
        let answer = session.payloadArrived(body("4one\u{1e}bAQIDBA==\u{1e}4two"), at: start)
        #expect(answer.refusal == nil)
        #expect(
            answer.actions == [
                .deliver(text("one")), .deliver(.binary(ByteBuffer(bytes: [1, 2, 3, 4]))), .deliver(text("two")),
            ])
    }

    @Test(arguments: ["abc", "", "4a\u{1e}", "5", "b!!!!", "2", "3x", "1x"])
    func aMalformedBodyIsRefusedAndEndsTheSession(_ text: String) {
        var session = opened()
        let answer = session.payloadArrived(body(text), at: start)
        #expect(answer.refusal == .badRequest)
        #expect(answer.actions.last == .ended(.malformed))
    }

    @Test func aBodyBeyondMaxPayloadEndsTheSession() {
        var session = EngineSession(
            id: "abc", over: .polling, settings: EngineSettings(payloadBytes: 8), at: start)
        #expect(session.payloadArrived(body("4" + String(repeating: "x", count: 8)), at: start).refusal == .badRequest)
        #expect(session.isOver)
    }

    @Test func aBodyOfTooManyPacketsIsRefused() {
        var session = opened()
        let flood = Array(repeating: "4", count: Limits.packetsPerPayload + 1).joined(separator: "\u{1e}")
        #expect(session.payloadArrived(body(flood), at: start).refusal == .badRequest)
    }

    @Test func twoPollsAtOnceEndTheSession() {
        var session = opened()
        _ = session.pollArrived()
        let second = session.pollArrived()
        #expect(second.refusal == .badRequest)
        #expect(second.actions == [.answerPoll(body("1")), .ended(.transportError)])
        #expect(session.pollArrived().refusal == .badRequest)
    }

    @Test func aPollThatIsGivenUpEndsTheSession() {
        var session = opened()
        _ = session.pollArrived()
        #expect(session.pollCancelled() == [.ended(.transportClosed)])
    }

    @Test func aClientThatGoesIsLetOffItsPoll() {
        var session = opened()
        _ = session.pollArrived()
        #expect(session.payloadArrived(body("1"), at: start).actions == [.answerPoll(body("6")), .ended(.byClient)])
    }

    @Test func aSilentClientIsAskedAndThenGivenUp() {
        var session = opened()
        _ = session.pollArrived()
        #expect(session.nextLook == start + .seconds(25))
        #expect(session.timerFired(at: start + .seconds(24)).isEmpty)
        #expect(session.timerFired(at: start + .seconds(25)) == [.answerPoll(body("2"))])
        #expect(session.nextLook == start + .seconds(45))
        #expect(session.timerFired(at: start + .seconds(45)) == [.ended(.silent)])
    }

    @Test func anAnsweredPingBeginsTheIntervalAnew() {
        var session = opened(.webSocket)
        #expect(session.timerFired(at: start + .seconds(25)) == [.send(text("2"))])
        #expect(session.received(text("3"), at: start + .seconds(30)).isEmpty)
        #expect(session.nextLook == start + .seconds(55))
    }

    @Test func theDocumentedUpgradeEndsThePollAndLosesNothing() {
        var session = opened()
        _ = session.pollArrived()
        let admitted = session.probeArrived()
        #expect(admitted)
        #expect(
            session.probeReceived(text("2probe")) == [.sendToProbe(text("3probe")), .answerPoll(body("6"))])
        #expect(session.send([text("meanwhile")]).isEmpty)
        #expect(session.probeReceived(text("5")) == [.promoteProbe, .send(text("4meanwhile"))])
        #expect(session.transport == .webSocket)
        #expect(session.received(text("4hi"), at: start) == [.deliver(text("hi"))])
        #expect(session.pollArrived().refusal == .badRequest)
        #expect(session.payloadArrived(body("4late"), at: start).refusal == .badRequest)
        let again = session.probeArrived()
        #expect(!again)
    }

    @Test func aPollDuringTheUpgradeIsNotKeptWaiting() {
        var session = opened()
        _ = session.probeArrived()
        _ = session.probeReceived(text("2probe"))
        #expect(session.pollArrived().actions == [.answerPoll(body("6"))])
    }

    @Test(arguments: ["5", "4hello", "abc"])
    func aWebSocketThatDoesNotProbeIsClosedAndTheSessionGoesOn(_ first: String) {
        var session = opened()
        _ = session.probeArrived()
        #expect(session.probeReceived(text(first)) == [.closeProbe])
        #expect(!session.isOver)
        let admitted = session.probeArrived()
        #expect(admitted)
    }

    @Test(arguments: ["abc", "", "0", "5", "2", "bAQIDBA=="])
    func aMalformedFrameClosesTheWebSocket(_ frame: String) {
        var session = opened(.webSocket)
        #expect(session.received(text(frame), at: start) == [.closeSocket, .ended(.malformed)])
    }

    @Test func aClientThatTakesNothingIsGivenUp() {
        var session = EngineSession(id: "a", over: .polling, settings: EngineSettings(queuedBytes: 1_000), at: start)
        _ = session.pollArrived()
        #expect(session.send([text(String(repeating: "x", count: 1_001))]) == [.ended(.slow)])
    }

    @Test func whoeverPollsIsToldWhenEnoughWaits() {
        var session = opened()
        #expect(session.wantsMore)
        _ = session.send([text(String(repeating: "x", count: Limits.queuedEnoughBytes))])
        #expect(!session.wantsMore)
        _ = session.pollArrived()
        #expect(session.wantsMore)
    }

    @Test func theServerEndsASessionOnEitherTransport() {
        var (polling, socket) = (opened(), opened(.webSocket))
        _ = polling.pollArrived()
        #expect(polling.close() == [.answerPoll(body("1")), .ended(.byServer)])
        #expect(socket.close() == [.closeSocket, .ended(.byServer)])
        let (sent, closed) = (socket.send([text("a")]), polling.close())
        #expect(sent.isEmpty && closed.isEmpty)
    }
}
