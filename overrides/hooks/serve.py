"""Makes `mkdocs serve` a server to work with: it reloads, plays films, and names a taken port."""

import re
import socket
from collections.abc import Callable, Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from policy import widen

Application = Callable[[dict, Callable], Iterable[bytes]]  # as WSGI has it


def answering(app: Application) -> Application:
    """Return an application that answers as another does, and knows two things more.

    A page's policy allows the script that MkDocs puts in to reload it; and a part of a file is
    answered as a part (RFC 9110), without which no film can be sought, and Safari plays none.
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
    """Return status, Content-Range and bytes for a range as asked, either end of it left out."""
    size = len(body)
    start = int(first) if first else max(size - int(last), 0)
    end = int(last) if first and last else size - 1
    if first and start > end and last:
        return "200 OK", "", body  # no range at all, which is to be passed over
    if part := body[start : end + 1]:
        return "206 Partial Content", f"bytes {start}-{start + len(part) - 1}/{size}", part
    return "416 Range Not Satisfiable", f"bytes */{size}", b""


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> None:
    """Answer as a host does, and try the port before MkDocs does, which would end in a traceback.

    Raises:
        Abort: another program listens there; the message names a port to try.
    """
    server.set_app(answering(server.get_app()))
    host, port = server.server_address[:2]
    with socket.socket(server.address_family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            raise Abort(
                f"Port {port} is taken by another program: stop it, or run"
                f" `mkdocs serve -a {host}:{port + 1}`."
            ) from None
