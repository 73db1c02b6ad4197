"""Ports to listen on, and what to say when one is taken."""

from __future__ import annotations

import errno
import socket

from chassis.settings import wrong


class PortTaken(Exception):
    """Somebody else listens where we should; the text says what to do."""


def bind(listening: socket.socket, host: str, port: int) -> None:
    """Raises ``PortTaken``, and ``WrongSetting`` for a host that is not here."""
    try:
        listening.bind((host, port))
    except (socket.gaierror, UnicodeError):
        raise wrong("host", f"{host} is no address") from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise wrong("host", f"{host} is no address of this machine") from None
        raise taken(host, port, error.strerror or "") from None


def taken(host: str, port: int, why: str = "Address already in use") -> PortTaken:
    return PortTaken(
        f"port {port} on {host} cannot be used ({why}); choose another with ENISHI_PORT"
    )


def is_listening(one: socket.socket) -> bool:
    """Two may bind one port until the first listens; uvloop does not tell the second of it."""
    return one.fileno() >= 0 and bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
