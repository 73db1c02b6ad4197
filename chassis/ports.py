"""Ports to listen on, and what to say when one is taken."""

from __future__ import annotations

import socket


class PortTaken(Exception):
    """Somebody else listens where we should; the text says what to do."""


def bind(listening: socket.socket, host: str, port: int) -> None:
    """Raises ``PortTaken``."""
    try:
        listening.bind((host, port))
    except OSError as error:
        raise PortTaken(
            f"port {port} on {host} cannot be used ({error.strerror});"
            " choose another with ENISHI_PORT"
        ) from None
