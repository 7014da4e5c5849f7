"""A mail server on loopback that answers as a test wants: it takes letters, puts them off, refuses them, or breaks."""

from __future__ import annotations

import socket
import time
from collections import Counter, deque
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

AT_RECIPIENT = {
    "put off": "451 4.7.1 Try later",
    "refused": "550 5.1.1 No such user",
    "closing": "421 4.3.2 Closing",
}
AT_CONTENT = {"content put off": "452 4.3.1 Full", "content refused": "554 5.7.1 Not wanted"}
BREAKS = {"dropped", "answer lost"}
ANSWERS = sorted({"taken", *AT_RECIPIENT, *AT_CONTENT, *BREAKS})


class MailServer:
    """Answers each letter with the next of `answers`; when there are none left, it takes the letter."""

    def __init__(self, answers: tuple[str, ...] = (), slow: float = 0.0) -> None:
        self.answers = deque(answers)
        self.slow = slow
        self.received: list[Message] = []
        self._now = "taken"

    async def handle_RCPT(self, *told: Any) -> str:  # noqa: N802
        _server, _session, envelope, address, _options = told
        self._now = self.answers.popleft() if self.answers else "taken"
        if self._now in AT_RECIPIENT:
            return AT_RECIPIENT[self._now]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._now in AT_CONTENT:
            return AT_CONTENT[self._now]
        if self._now != "dropped":
            self.received.append(message_from_bytes(envelope.content or b""))
        if self._now in BREAKS:
            server.transport.close()
        time.sleep(self.slow)
        return "250 Taken"

    @property
    def times(self) -> Counter[str]:
        """How often each letter was taken, by its Message-ID."""
        return Counter(str(message["Message-ID"]) for message in self.received)

    def start(self) -> MailServer:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self) -> None:
        if not self._controller.loop.is_closed():
            self._controller.stop()
