"""Writes down what a screen reader says while somebody finishes four tasks by keys alone.

Orca reads Firefox in a window that nobody sees, and a voice that only writes takes down its words.
On Debian it needs the packages firefox-esr, orca, openbox, xdotool, xvfb, speech-dispatcher,
at-spi2-core and dbus-x11, and no other Orca may run. It takes some three minutes. The keys fit the
pages of today: where one more link stands in the way, TASKS needs one more Tab.
"""

import contextlib
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("firefox-esr", "orca", "openbox", "xdotool", "xvfb-run", "speech-dispatcher")
QUIET = 2.5  # seconds without a word after which Orca has said what it had to say
LONGEST = 40  # seconds after which the next key comes all the same

# What to do: a page, and the keys; `+` begins words to type
TASKS = {
    "Find the answer to “what does coaching cost”": (
        "",
        [
            "slash",
            "+what does coaching cost",
            *["Tab"] * 2,  # the second of what was found
            "Return",
            *["Down"] * 4,  # the answer
        ],
    ),
    "Fill in the chooser": (
        "choose/#lean",
        [
            *["Tab", "space"] * 2,
            *["Tab", "space", "Down", "Down"],  # the third choice of the third group
            *["Tab", "space"],
            "h",  # the heading of the answer
            *["Down"] * 3,
        ],
    ),
    "Watch the film with captions": (
        "compare/#transcript",
        [
            *["shift+Tab"] * 2,  # the last button of the player
            *["shift+Tab"] * 5,  # its first
            "space",
            *["shift+Tab", "Tab"],  # the first again
        ],
    ),
    "Reach a source from a claim and come back": (
        "dimensions/focus/#where-the-line-blurs",
        [
            *["Tab"] * 2,  # the source of the first claim
            "Return",
            *["Down"] * 3,  # what it says
            "alt+Left",
            *["Down"] * 2,
        ],
    ),
}

# The voice that writes: speech-dispatcher hands each utterance to a line of shell
VOICE = """GenericExecuteSynth "printf '%s\\\\n' \\'$DATA\\' >> {words}"
GenericMaxChunkLength 10000
AddVoice "en" "MALE1" "writer"
"""
SPEECH = """AddModule "writer" "sd_generic" "writer.conf"
DefaultModule writer
DefaultLanguage "en"
AudioOutputMethod "alsa"
AudioALSADevice "null"
Timeout 0
"""
# No page of Firefox's own beside ours
FIREFOX = """user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("termsofuse.bypassNotification", true);
"""
ORCA = {
    "enableEchoByCharacter": False,
    "enableEchoByWord": False,
    "enableKeyEcho": False,
    "enableTutorialMessages": False,
    # This voice tells nobody that it has done, and a page read out would then never be over: until
    # it is, Orca takes what is typed into a field as commands
    "sayAllOnLoad": False,
    "speechServerFactory": "speechdispatcherfactory",
}


class Silent(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing about it."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Build the site into a folder, serve it, and give its address."""
    handler = functools.partial(Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "SITE_URL": address})  # noqa: S603
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield address
        server.shutdown()


class Listener:
    """Orca and what it says.

    Attributes:
        words: the file that the voice writes to.
    """

    def __init__(self, home: Path) -> None:
        """Set up a voice that writes, and Orca without key echo, in a home of their own."""
        self.words = home / "words"
        self.words.touch()
        self._read = 0
        modules = home / "speech/modules"
        modules.mkdir(parents=True)
        (modules / "writer.conf").write_text(VOICE.format(words=self.words), encoding="utf-8")
        (home / "speech/speechd.conf").write_text(SPEECH, encoding="utf-8")
        orca = home / "data/orca"
        orca.mkdir(parents=True)
        plain = {"pronunciations": {}, "keybindings": {}}
        profile = {**ORCA, **plain, "profile": ["Default", "default"]}
        settings = {"general": ORCA, **plain, "profiles": {"default": profile}}
        (orca / "user-settings.conf").write_text(json.dumps(settings), encoding="utf-8")

    def hear(self, about: str = "") -> str:
        """Wait until Orca is silent, and return what it has said since the last time.

        Args:
            about: words that must have come before silence counts.
        """
        end, size, since = time.monotonic() + LONGEST, -1, time.monotonic()
        while time.monotonic() < min(end, since + QUIET):
            said = self.words.read_text(encoding="utf-8", errors="replace")[self._read :]
            if len(said) != size or about not in said:
                size, since = len(said), time.monotonic()
            time.sleep(0.2)
        said = self.words.read_text(encoding="utf-8", errors="replace")
        new, self._read = said[self._read :], len(said)
        return " / ".join(line.strip() for line in new.splitlines() if line.strip())


def press(key: str) -> None:
    """Press a key as X calls it, or type what follows a plus sign."""
    how = ["type", "--delay", "60", key[1:]] if key.startswith("+") else ["key", *key.split()]
    subprocess.run(["xdotool", *how], check=True)  # noqa: S603, S607


def listen(address: str, home: Path) -> None:
    """Do each task in a fresh Firefox, and print key by key what is said."""
    listener = Listener(home)
    socket = home / "socket"
    os.environ |= {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "SPEECHD_ADDRESS": f"unix_socket:{socket}",
        "GNOME_ACCESSIBILITY": "1",
        "GTK_MODULES": "gail:atk-bridge",
        "LANG": "C.UTF-8",
    }
    (home / "openbox.xml").write_text(
        '<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard/></openbox_config>', "utf-8"
    )
    speech = ["speech-dispatcher", "-s", "-C", str(home / "speech"), "-S", str(socket)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with contextlib.ExitStack() as running:

        def start(*command: str) -> subprocess.Popen:
            program = subprocess.Popen(command, **quiet)  # noqa: S603
            running.callback(program.wait)
            running.callback(program.kill)
            return program

        start("openbox", "--config-file", str(home / "openbox.xml"))
        start(*speech)
        while not socket.exists():
            time.sleep(0.2)
        start("orca")
        print(f"# Orca begins\n{listener.hear('on.')}\n", flush=True)
        for number, (task, (page, keys)) in enumerate(TASKS.items()):
            profile = home / f"profile{number}"
            profile.mkdir()
            (profile / "user.js").write_text(FIREFOX, encoding="utf-8")
            options = ["--no-remote", "--kiosk", "--profile", str(profile)]
            firefox = start("firefox-esr", *options, address + page)
            print(f"# {task}\n{listener.hear('Page has')}", flush=True)
            for key in keys:
                press(key)
                print(f"[{key}] {listener.hear()}", flush=True)
            print(flush=True)
            firefox.kill()
            firefox.wait()


def main() -> None:
    """Build, serve and listen, on a screen and a session bus of their own."""
    if missing := [name for name in NEEDED if not shutil.which(name)]:
        sys.exit(f"Not here: {', '.join(missing)}. The first lines of this file name the packages.")
    if "--inside" not in sys.argv:
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x900x24", "dbus-run-session", "--"]
        os.execvp(screen[0], [*screen, sys.executable, __file__, "--inside"])  # noqa: S606
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with served(home / "site") as address:
            listen(address, home)


if __name__ == "__main__":
    main()
