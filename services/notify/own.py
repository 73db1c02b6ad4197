"""What notify holds of one person. All of it goes; the pseudonym comes from profiles."""

from __future__ import annotations

from chassis.own import Forgetting, Own, Part
from services.notify.store import own

OWN = Own(
    parts=(
        Part("address", own.ADDRESS),
        Part("notifications", own.NOTIFICATIONS),
        Part("letters", own.MAILINGS),
        Part("letter_rhythm", own.RHYTHM),
        Part("digests", own.DIGESTS),
        Part("letters_memberships", own.MEMBERSHIPS),
    ),
    # In this order: letters are of notifications, and found by the address.
    forgetting=(
        Forgetting(own.FORGET_HELD),
        Forgetting(own.FORGET_RHYTHM),
        Forgetting(own.FORGET_DIGESTS),
        Forgetting(own.FORGET_LETTERS),
        Forgetting(own.FORGET_NOTIFICATIONS),
        Forgetting(own.FORGET_MAILINGS),
        Forgetting(own.FORGET_STANDING),
        Forgetting(own.FORGET_ADDRESS),
    ),
)
