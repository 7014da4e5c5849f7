"""Serving the application."""

from granian.constants import Interfaces
from granian.server import Server

__all__ = ["serve"]


def serve(host: str, port: int, workers: int) -> None:
    """Serve until interrupted, and say where."""
    print(f"Samverka: open http://{host}:{port}/ in a browser. Stop with Ctrl+C.", flush=True)  # noqa: T201
    Server(
        "samverka.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # The default could open hundreds of threads, each with a connection of its own to the database.
        blocking_threads=4,
        log_access=False,
    ).serve()
