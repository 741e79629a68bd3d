"""Serving the page on this machine alone until somebody presses Ctrl-C."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from synthgen.errors import UsageError
from synthgen.quality.review.desk import Desk
from synthgen.quality.review.guard import new_token
from synthgen.quality.review.server import make_app

HOST = "127.0.0.1"
_SHUTDOWN_S = 3


def serve(desk: Desk, port: int, open_browser: bool, say: Callable[[str], None]) -> None:
    """Serve until interrupted; `port` 0 takes a free one. Raises UsageError when the port is taken."""
    listening = _listen(port)
    token = new_token()
    address = f"http://{HOST}:{listening.getsockname()[1]}/{token}/"
    config = uvicorn.Config(
        make_app(desk, token),
        log_level="warning",
        # Addresses hold the token, and nothing here is worth a line each.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_SHUTDOWN_S,
        # Nothing is proxied: who asks is who is connected.
        proxy_headers=False,
    )
    desk.gathering.start()
    say(f"review  {address}")
    say("        Ctrl-C ends it; every verdict and box is on disk as soon as the page shows it as saved")
    if open_browser:
        webbrowser.open(address)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        desk.gathering.stop()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        # From here on who opens the address waits, and is not turned away.
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(
            f"port {port} of this machine cannot be had: {error.strerror}",
            "choose another, or 0 for any: review.port=0",
        ) from error
    return listening
