"""What a frontend does, with the real client: scenarios.py URL NAME TRANSPORT [TOKEN]. Exits with 0 when it holds."""
import asyncio
import sys

import socketio

URL, NAME, TRANSPORT = sys.argv[1:4]
TOKEN = sys.argv[4] if len(sys.argv) > 4 else None
PATIENCE = 30


class Window:
    """One connection, and everything that came over it."""

    def __init__(self):
        self.client = socketio.AsyncClient(reconnection=False)
        self.events = []
        self.client.on("*", self._take)

    async def _take(self, event, *arguments):
        self.events.append((event, arguments[0] if arguments else None))

    @classmethod
    async def open(cls, token=TOKEN, headers=None):
        window = cls()
        transports = {"upgrade": None, "polling": ["polling"], "websocket": ["websocket"]}[TRANSPORT]
        await window.client.connect(
            URL, transports=transports, auth={"workspaceToken": token} if token else None, headers=headers or {})
        return window

    async def send(self, event, **payload):
        await self.client.emit(event, payload)

    async def create(self, session, **more):
        await self.send("create_terminal", session=session, user="", path="", **more)

    async def type(self, session, text):
        await self.send("terminal_input", session=session, data=text)

    def payloads(self, event):
        return [payload for name, payload in self.events if name == event]

    def text(self, session):
        return "".join(p["data"] for p in self.payloads("terminal_output") if p["session"] == session)

    async def until(self, what, holds):
        for _ in range(PATIENCE * 50):
            if found := holds():
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(f"{what} did not come; there were {[name for name, _ in self.events][-20:]}")

    async def event(self, name, **fields):
        def fits(payload):
            return all(payload.get(key) == value for key, value in fields.items())

        found = await self.until(f"{name} {fields}", lambda: [p for p in self.payloads(name) if fits(p)])
        return found[0]

    async def shows(self, session, text):
        await self.until(f"{text!r} on {session}", lambda: text in self.text(session))

    async def close(self):
        await self.client.disconnect()


async def greeting():
    window = await Window.open()
    await window.event("connected", data="Connected to Butterfly")
    await window.event("terminal_output", session="motd")
    await window.close()


async def live_share():
    """Two connections, one id: both type, both see; the late one gets what was there, after `terminal_ready`."""
    first = await Window.open()
    await first.create("shared", cols=100, rows=30)
    await first.event("terminal_ready", session="shared", status="ready")
    await first.type("shared", "echo from-$((40+2))\n")
    await first.shows("shared", "from-42")
    second = await Window.open()
    await second.create("shared", cols=80, rows=24)
    await second.shows("shared", "from-42")
    names = [name for name, payload in second.events if payload.get("session") == "shared"]
    assert names[0] == "terminal_ready", names
    await second.type("shared", "echo from-$((40+3))\n")
    await first.shows("shared", "from-43")
    await first.close()
    await second.close()


async def restoration():
    """What a first connection did is there for a second one of the same token."""
    first = await Window.open()
    await first.create("test_session_1", cols=80, rows=24)
    await first.event("terminal_ready", session="test_session_1")
    await first.type("test_session_1", 'echo "Hello from first connection"\n')
    await first.shows("test_session_1", "\nHello from first connection")
    await first.close()
    second = await Window.open()
    pane = {"id": "pane_1", "sessionId": "test_session_1", "type": "terminal", "title": "Terminal 1"}
    tab = {"id": "tab_1", "title": "Terminal 1", "type": "terminal", "layout": "single", "panes": [pane]}
    await second.send("resume_workspace", workspaceId="test_workspace", tabs=[tab])
    answer = await second.event("workspace_resumed", workspaceId="test_workspace")
    assert answer["resumedTabs"][0]["panes"][0]["sessionId"] == "test_session_1", answer
    await second.send("reconnect_session", session="test_session_1")
    await second.event("terminal_ready", session="test_session_1")
    await second.shows("test_session_1", "\nHello from first connection")
    await second.close()


async def same_panes():
    """Windows that bring the same panes without sessions get the same sessions, also at once."""
    windows = [await Window.open() for _ in range(2)]
    panes = [{"id": f"pane_{n}", "type": "terminal", "title": "T"} for n in range(3)]
    tab = {"id": "tab_1", "title": "T", "type": "terminal", "layout": "grid", "panes": panes}
    await asyncio.gather(*(w.send("resume_workspace", workspaceId="w", tabs=[tab]) for w in windows))
    answers = [await window.event("workspace_resumed") for window in windows]
    found = []
    for answer in answers:
        tabs = answer["resumedTabs"] + answer["createdTabs"]
        assert len(tabs) == 1, answer
        assert [pane["paneId"] for pane in tabs[0]["panes"]] == ["pane_0", "pane_1", "pane_2"], answer
        found.append([pane["sessionId"] for pane in tabs[0]["panes"]])
    assert found[0] == found[1] and len(set(found[0])) == 3, found
    for window in windows:
        await window.close()


async def exit_reaches_all():
    windows = [await Window.open() for _ in range(2)]
    for window in windows:
        await window.create("leaving")
        await window.event("terminal_ready", session="leaving")
    await windows[0].type("leaving", "exit 3\n")
    for window in windows:
        closed = await window.event("terminal_closed", session="leaving")
        assert (closed["reason"], closed["exit_code"]) == ("exited", 3), closed
        await window.close()


async def size_is_honoured():
    window = await Window.open()
    await window.create("sized", cols=101, rows=37)
    await window.event("terminal_ready", session="sized", cols=101, rows=37)
    await window.type("sized", "stty size\n")
    await window.shows("sized", "37 101")
    await window.send("terminal_resize", session="sized", cols=90, rows=20)
    await window.event("session_resized", session="sized", cols=90, rows=20)
    await window.close()


async def text_is_whole():
    window = await Window.open()
    await window.create("utf8")
    await window.event("terminal_ready", session="utf8")
    await window.type("utf8", "printf 'あ%.0s' $(seq 60000); echo; echo do''ne\n")
    await window.shows("utf8", "done\r\n")
    text = window.text("utf8")
    # One more is the one that was typed.
    assert "\ufffd" not in text and text.count("あ") == 60001, (text.count("\ufffd"), text.count("あ"))
    await window.close()


async def unnamed_is_ones_own():
    """An empty id is a terminal of one's own workspace: two who share nothing do not meet there."""
    mine = await Window.open()
    await mine.create("")
    ready = await mine.event("terminal_ready")
    await mine.type(ready["session"], "secret=abc; echo my-$((6*7))\n")
    await mine.shows(ready["session"], "my-42")
    other = await Window.open(token=None, headers={"X-Remote-User": "mallory"})
    await other.create("")
    theirs = await other.event("terminal_ready")
    await other.type(theirs["session"], "echo [$secret] their-$((6*7))\n")
    await other.shows(theirs["session"], "[] their-42")
    assert "my-42" not in other.text(theirs["session"])
    await mine.close()
    await other.close()


async def closed_stays_closed():
    """Without a token a terminal closes with its last client, and its id is not opened again."""
    first = await Window.open(token=None)
    await first.create("test-session-123")
    await first.event("terminal_ready", session="test-session-123")
    await first.close()
    await closed_for("test-session-123", True, {})


async def closed_for(session, is_owner, headers):
    """Asks until the server has noticed that the first client went."""
    for _ in range(PATIENCE * 10):
        second = await Window.open(token=None, headers=headers)
        await second.create(session)
        await second.until("an answer", lambda: second.payloads("terminal_closed") or second.payloads("terminal_ready"))
        if closed := second.payloads("terminal_closed"):
            assert not second.payloads("terminal_ready")
            assert closed[0]["reason"] == "session_already_closed" and closed[0]["is_owner"] is is_owner, closed
            await second.close()
            return
        await second.close()
        await asyncio.sleep(0.1)
    raise AssertionError("the terminal was never closed")


async def owner_is_recognised():
    for session, user, is_owner in [("owner-1", "testuser1", True), ("owner-2", "testuser2", False)]:
        first = await Window.open(token=None, headers={"X-Remote-User": "testuser1"})
        await first.create(session)
        await first.event("terminal_ready", session=session)
        await first.close()
        await closed_for(session, is_owner, {"X-Remote-User": user})


async def viewers_are_blocked():
    editor = await Window.open(token=None, headers={"X-Remote-User": "carol", "X-Auth-Roles": "owner"})
    await editor.create("watched")
    await editor.event("terminal_ready", session="watched")
    viewer = await Window.open(token=None, headers={"X-Remote-User": "carol", "X-Auth-Roles": "viewer"})
    await viewer.create("watched")
    await viewer.event("terminal_ready", session="watched")
    await viewer.type("watched", "echo in''truder\n")
    await viewer.shows("watched", "\r\n\x1b[33m[Input blocked: Read-only access for Viewer role]\x1b[0m\r\n")
    await editor.type("watched", "echo al''lowed\n")
    await viewer.shows("watched", "allowed")
    assert "intruder" not in editor.text("watched")
    await viewer.create("another")
    error = await viewer.event("terminal_error", session="another")
    assert error["error"] == "Viewers cannot create terminals"
    await editor.close()
    await viewer.close()


async def unknown_is_answered():
    window = await Window.open()
    answer = await window.client.call("get_supervisord_status", {}, timeout=PATIENCE)
    assert answer == {"success": False, "error": "not available on this server"}, answer
    await window.send("ai_chat_message", message="hello")
    await window.send("reconnect_session", session="nowhere")
    await window.event("session_not_found", session="nowhere")
    await window.send("get_session_info", session="nowhere")
    assert (await window.event("session_info"))["exists"] is False
    await window.close()


async def strangers_are_refused():
    try:
        await Window.open(token="f" * 64)
    except socketio.exceptions.ConnectionError:
        return
    raise AssertionError("a token that nobody gave out was let in")


asyncio.run(asyncio.wait_for(globals()[NAME](), 4 * PATIENCE))
