"""Says in one sentence what to do when the port of `mkdocs serve` is taken."""

import socket
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable) -> LiveReloadServer:
    """Try the port before MkDocs does, which would end in a traceback.

    Args:
        server: the server about to start; its address is host and port.
        config: the site's settings; not used.
        builder: what builds the site again; not used.

    Returns:
        The same server.

    Raises:
        Abort: another program listens there; the message names a port to try.
    """
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
    return server
