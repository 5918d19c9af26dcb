"""A real browser for the tests: chromium without a window, spoken to over two pipes with its own DevTools protocol."""

import json
import os
import select
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--remote-debugging-pipe",
)
# The browser reads from its file 3 and writes to its file 4, so the pipes have to be put there before it starts.
RELAY = """
import os, sys
from fcntl import F_DUPFD, fcntl
reading, writing = (fcntl(int(number), F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(reading, 3)
os.dup2(writing, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """One tab. `events` holds (method, params) of everything the browser reported since it was opened."""

    def __init__(self, reading, writing):
        self.reading, self.writing = reading, writing
        self.events, self.buffer, self.last, self.session = [], b"", 0, None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method, **params):
        """Call a method of the protocol and wait for its result."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self.last:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append((answer["method"], answer["params"]))

    def _receive(self):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.reading], [], [], 60)
            assert ready, "the browser has said nothing for a minute"
            part = os.read(self.reading, 1 << 20)
            assert part, "the browser has gone"
            self.buffer += part
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def evaluate(self, expression):
        """The value of a JavaScript expression in the page."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, expression, seconds=20):
        """Wait until a JavaScript expression is true."""
        end = time.monotonic() + seconds
        while not self.evaluate(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.05)


@contextmanager
def open_page(profile):
    """Start a browser with an empty profile folder and yield its Page; the browser is gone afterwards."""
    (their_in, writing), (reading, their_out) = os.pipe(), os.pipe()
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}"]
    relay = [sys.executable, "-c", RELAY, str(their_in), str(their_out)]
    process = subprocess.Popen(
        relay + command, pass_fds=(their_in, their_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(their_in)
    os.close(their_out)
    try:
        yield Page(reading, writing)
    finally:
        process.kill()
        process.wait()
        os.close(reading)
        os.close(writing)
