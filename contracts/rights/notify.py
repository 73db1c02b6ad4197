"""Who may ask ``notify`` what."""

from __future__ import annotations

from contracts.rights.groups import EVERYBODY, SIGNED_IN, Roles

METHODS: dict[str, Roles | None] = {
    "rpc.notify.v1.notification.list": SIGNED_IN,
    "rpc.notify.v1.notification.mark_read": SIGNED_IN,
    "rpc.notify.v1.rhythm.get": SIGNED_IN,
    "rpc.notify.v1.rhythm.set": SIGNED_IN,
    # Whoever holds the link of a letter.
    "rpc.notify.v1.rhythm.look_up": EVERYBODY,
    "rpc.notify.v1.rhythm.stop": EVERYBODY,
}
