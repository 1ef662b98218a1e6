"""Makes `mkdocs serve` a server to work with: it reloads, plays films, and names a taken port."""

import errno
import re
import socket
from collections.abc import Callable, Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from policy import widen

Application = Callable[[dict, Callable], Iterable[bytes]]  # as WSGI has it


def answering(app: Application) -> Application:
    """Wrap MkDocs's WSGI application with two additions.

    The policy of a page allows the script by which MkDocs reloads it. A request for a part of a
    file gets that part (RFC 9110): without this no film can be sought, and Safari plays none.
    """

    def answer(environ: dict, start_response: Callable) -> list[bytes]:
        said: list = []
        body = b"".join(app(environ, lambda *status_and_headers: said.extend(status_and_headers)))
        status, headers = said[0], dict(said[1])
        if headers.get("Content-Type") == "text/html":
            html = body.decode(errors="surrogateescape")
            body = widen(html).encode(errors="surrogateescape")
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", environ.get("HTTP_RANGE", ""))
        if status.startswith("200"):
            headers["Accept-Ranges"] = "bytes"
            if asked and any(asked.groups()):
                status, headers["Content-Range"], body = _part(body, *asked.groups())
        headers["Content-Length"] = str(len(body))
        start_response(status, [(name, value) for name, value in headers.items() if value])
        return [body]

    return answer


def _part(body: bytes, first: str, last: str) -> tuple[str, str, bytes]:
    """Return status, Content-Range and bytes for a range, of which either end may be left out."""
    size = len(body)
    start = int(first) if first else max(size - int(last), 0)
    end = int(last) if first and last else size - 1
    if first and start > end and last:
        return "200 OK", "", body  # not a range: RFC 9110 says to ignore it
    if part := body[start : end + 1]:
        return "206 Partial Content", f"bytes {start}-{start + len(part) - 1}/{size}", part
    return "416 Range Not Satisfiable", f"bytes */{size}", b""


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> None:
    """Serve as a host would, and try the address first: MkDocs would end in a traceback.

    Raises:
        Abort: nothing can listen there; the message says why, and what to type instead.
    """
    server.set_app(answering(server.get_app()))
    host, port = server.server_address[:2]
    server.url = server.url.replace(f"//{host}:{port}", f"//{_address(host, port)}")
    if not 0 < port < 65536:
        raise Abort(f"There is no port {port}; they go from 1 to 65535; {_instead(host, 8000)}")
    try:
        _listen(server.address_family, host, port)
    except OSError as error:
        raise Abort(refusal(error, server.address_family, host, port)) from None


def refusal(error: OSError, family: socket.AddressFamily, host: str, port: int) -> str:
    """Return in a sentence why nothing can listen at an address, and what to type instead.

    Args:
        error: what the system said.
        family: of the address: IPv4 or IPv6.
        host: the address, as numbers.
        port: the port.
    """
    if error.errno == errno.EADDRINUSE:
        free = _listen(family, host, 0)
        return f"Port {port} is taken by another program: stop it, or {_instead(host, free)}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine; {_instead('127.0.0.1', port)}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} is kept for administrators; {_instead(host, 8000)}"
    return f"Nothing can listen at {_address(host, port)}: {error.strerror}; {_instead()}"


def _listen(family: socket.AddressFamily, host: str, port: int) -> int:
    """Bind a port as MkDocs would, release it, and return its number: a free one if it is 0."""
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, port))
        return trial.getsockname()[1]


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _instead(host: str = "127.0.0.1", port: int = 8000) -> str:
    return f"run `mkdocs serve -a {_address(host, port)}`."
