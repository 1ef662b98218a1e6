"""Firefox and WebKit, as readers have them, driven by what they bring along: nothing to fetch.

Both speak the commands of WebDriver: Firefox over its own socket (Marionette), WebKit over HTTP.
"""

import base64
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

SECONDS = 30  # the longest that anything here is waited for


def _free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Engine:
    """One window of a browser. Its commands are those of WebDriver, by the end of their address."""

    def send(self, command: str, **given: object) -> object:
        """Send a command, such as `url`, and return its value.

        Raises:
            AssertionError: the browser refuses it, and says why.
        """
        raise NotImplementedError

    def resize(self, width: int) -> None:
        """Give the window a width in px, or the least that it can have."""
        self.send("window/rect", width=width, height=800)

    def open(self, url: str) -> None:
        """Open an address and wait until it has loaded."""
        self.send("url", url=url)

    def run(self, script: str, *given: object) -> object:
        """Return what a line of script comes to in the page; `given` are its `arguments`."""
        return self.send("execute/sync", script=f"return {script}", args=list(given))

    def press(self, *keys: str) -> None:
        """Press keys one after the other: letters, or WebDriver's codes."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.send("actions", actions=[{"type": "key", "id": "keys", "actions": steps}])

    def click(self, selector: str) -> None:
        """Click on the middle of the first element that a selector finds, once it is in view."""
        at = self.run(
            "((e) => { e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2].map(Math.round);"
            " })(document.querySelector(arguments[0]))",
            selector,
        )
        steps = [{"type": "pointerMove", "x": at[0], "y": at[1]}]
        steps += [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.send("actions", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])

    def until(self, script: str, *given: object) -> object:
        """Ask the page until a line of script comes to something true; return it.

        Raises:
            AssertionError: it did not in time.
        """
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if value := self.run(script, *given):
                return value
        raise AssertionError(f"{type(self).__name__} waited in vain for: {script}")


class Firefox(Engine):
    """Firefox, by Marionette: `length:[0, number, command, parameters]` over a socket."""

    COMMANDS = {  # noqa: RUF012
        "session": "WebDriver:NewSession",
        "url": "WebDriver:Navigate",
        "back": "WebDriver:Back",
        "print": "WebDriver:Print",
        "execute/sync": "WebDriver:ExecuteScript",
        "actions": "WebDriver:PerformActions",
        "window/rect": "WebDriver:SetWindowRect",
        "context": "Marionette:SetContext",
    }

    def __init__(self, port: int) -> None:
        """Begin a session, as soon as the browser listens at its port."""
        end = time.monotonic() + SECONDS
        while True:
            try:
                self._socket = socket.create_connection(("127.0.0.1", port), SECONDS)
                break
            except OSError:
                if time.monotonic() > end:
                    raise
        self._stream = self._socket.makefile("rwb")
        self._read()
        self._number = 0
        self.send("session")

    def close(self) -> None:
        """Let go of the browser."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> object:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            length += byte
        return json.loads(self._stream.read(int(length)))

    def send(self, command: str, **given: object) -> object:
        """Send a command; see Engine."""
        self._number += 1
        body = json.dumps([0, self._number, self.COMMANDS[command], given]).encode()
        self._stream.write(b"%d:%b" % (len(body), body))
        self._stream.flush()
        _, _, error, value = self._read()
        assert not error, f"Firefox, {command} {given}: {error}"
        return value.get("value") if isinstance(value, dict) and "value" in value else value

    def _inside(self, script: str) -> object:
        """Run a script in the browser itself."""
        self.send("context", value="chrome")
        try:
            return self.run(script)
        finally:
            self.send("context", value="content")

    def resize(self, width: int) -> None:
        """Give the page a width; a window of Firefox cannot be as narrow as a phone."""
        self._inside(
            "(() => { const { style } = gBrowser.selectedBrowser;"
            f" style.minWidth = style.maxWidth = '{width}px'; }})()"
        )
        self.until("innerWidth === arguments[0]", width)

    def paper(self) -> bytes:
        """Return what it prints on A4 of the open page, as a PDF, with the page's own margins."""
        sheet = {"page": {"width": 21, "height": 29.7}, "shrinkToFit": False}
        margin = dict.fromkeys(("top", "bottom", "left", "right"), 1)
        return base64.b64decode(self.send("print", **sheet, margin=margin))

    def complaints(self) -> list[str]:
        """Return what the console has said since the last time: errors and blocked requests."""
        return self._inside("""(() => {
          const said = Services.console.getMessageArray().filter((one) =>
            one instanceof Ci.nsIScriptError && /^(http|file)/.test(one.sourceName)
            && (!(one.flags & Ci.nsIScriptError.warningFlag) || /CSP|Security/.test(one.category)));
          Services.console.reset();
          return said.map((one) => one.errorMessage);
        })()""")


class WebKit(Engine):
    """WebKit, by its own driver over HTTP, in a window that nobody sees."""

    def __init__(self, port: int) -> None:
        """Begin a session, as soon as the driver listens at its port."""
        self._address = f"http://127.0.0.1:{port}/session"
        end = time.monotonic() + SECONDS
        while True:
            try:
                self._address += f"/{self._post('', capabilities={})['sessionId']}"
                break
            except urllib.error.URLError:
                if time.monotonic() > end:
                    raise

    def _post(self, path: str, **given: object) -> object:
        request = urllib.request.Request(  # noqa: S310
            self._address + path, json.dumps(given).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return json.load(answer)["value"]

    def send(self, command: str, **given: object) -> object:
        """Send a command; see Engine."""
        try:
            return self._post(f"/{command}", **given)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"WebKit, {command} {given}: {error.read().decode()}") from None


def _need(package: str, found: object) -> object:
    """Return what was found; where nothing was, skip, or fail where nothing may be skipped."""
    if not found:
        why = f"This needs {package}, which Debian has: `sudo apt-get install {package}`."
        if os.environ.get("CI"):
            pytest.fail(f"CI skips nothing. {why}", pytrace=False)
        pytest.skip(why)
    return found


def _end(program: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGTERM)


@contextlib.contextmanager
def _running(command: list[str], **settings: object) -> Iterator[subprocess.Popen]:
    """Run a program, and end it and all that it has started."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **settings}
    with subprocess.Popen(command, start_new_session=True, **quiet) as program:  # noqa: S603
        try:
            yield program
        finally:
            _end(program)


@contextlib.contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox with nothing stored."""
    names = ("firefox-esr", "firefox")
    program = _need("firefox-esr", next(filter(None, map(shutil.which, names)), None))
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = {"marionette.port": port, "media.autoplay.default": 0}
        lines = [f'user_pref("{name}", {value});' for name, value in settings.items()]
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        options += ["--width=1280", "--height=900", "--profile", profile]
        with _running([program, *options]), contextlib.closing(Firefox(port)) as started:
            yield started


@contextlib.contextmanager
def webkit() -> Iterator[WebKit]:
    """Start WebKit with nothing stored, on a screen of its own."""
    driver = _need("webkit2gtk-driver", shutil.which("WebKitWebDriver"))
    port = _free_port()
    with _running([*_screen(), driver, f"--port={port}"]):
        yield WebKit(port)


def _screen() -> list[str]:
    found = shutil.which("xauth") and shutil.which("xvfb-run")
    return [_need("xvfb xauth", found), "-a", "-s", "-screen 0 1400x1000x24"]


def webkit_console(url: str, last: str) -> list[str]:
    """Open an address in WebKit, and return what its console says: its driver does not tell.

    Args:
        url: the address.
        last: the word after which there is nothing more to wait for.

    Raises:
        AssertionError: it never said the last word.
    """
    found = Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser")  # webkitgtk-6.0 where it is newer
    browser = _need("webkit2gtk-driver", next(found, None))
    command = [*_screen(), str(browser), "--enable-write-console-messages-to-stdout=true", url]
    # What is meant for the standard output comes out at the other
    heard = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with _running(command, **heard) as program:
        alarm = threading.Timer(4 * SECONDS, _end, [program])
        alarm.start()
        lines = []
        for line in program.stdout:
            if last in line:
                alarm.cancel()
                return lines
            lines.append(line)
    raise AssertionError(f"WebKit never said “{last}”, but:\n{''.join(lines)}")
