"""What the library of WebAuthn does for us: options to sign, and whether what came back is signed.

Imported by whoever first uses a passkey and not at the start: it brings a whole PKI along
(0.2 s and 7 MB).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import webauthn
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from services.accounts import rules

MILLISECONDS = int(rules.CEREMONY.total_seconds() * 1_000)
NAME = "縁 Enishi"
ALWAYS = UserVerificationRequirement.REQUIRED


def options_for_new(
    party: str, account: UUID, email: str, challenge: bytes, known: Sequence[bytes]
) -> str:
    """For a passkey that is none of ``known``, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=party,
        rp_name=NAME,
        user_id=account.bytes,
        user_name=email,
        challenge=challenge,
        timeout=MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=ALWAYS
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(options)


def options_for_known(party: str, challenge: bytes) -> str:
    options = webauthn.generate_authentication_options(
        rp_id=party, challenge=challenge, timeout=MILLISECONDS, user_verification=ALWAYS
    )
    return options_to_json(options)


def check_new(passkey: str, challenge: bytes, party: str, origin: str) -> VerifiedRegistration:
    """Raises anything: the parsers are given a stranger's bytes."""
    return webauthn.verify_registration_response(
        credential=passkey,
        expected_challenge=challenge,
        expected_rp_id=party,
        expected_origin=origin,
        require_user_verification=True,
    )


def check_known(
    passkey: str, challenge: bytes, party: str, origin: str, public_key: bytes, sign_count: int
) -> VerifiedAuthentication:
    """Likewise."""
    return webauthn.verify_authentication_response(
        credential=passkey,
        expected_challenge=challenge,
        expected_rp_id=party,
        expected_origin=origin,
        credential_public_key=public_key,
        credential_current_sign_count=sign_count,
        require_user_verification=True,
    )
