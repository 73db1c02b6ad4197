"""What a page was refused, and how that is said to people."""

from __future__ import annotations

from typing import Any

STATUS = {
    "VALIDATION": 422,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "NOT_FOUND": 404,
    "CONFLICT": 409,
    "LIMIT": 429,
    "BUSY": 503,
    "TIMEOUT": 503,
    "INTERNAL": 500,
}
"""Code of an error -> status of the page; what is not here is a mistake of ours."""

Problems = dict[str, dict[str, Any]]
"""Field -> {problem, limit}, as the templates say them; the field ``""`` is of the whole form."""


class Failed(Exception):
    """An answer that is not what was asked for."""

    def __init__(self, code: str, extensions: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.is_of_page = extensions is None
        """Whether a page said so by itself, before it asked the schema."""
        self._extensions = extensions or {}

    @property
    def status(self) -> int:
        return STATUS.get(self.code, 500)

    @property
    def problems(self) -> Problems:
        """The first problem of each field, by the first part of its path."""
        found: Problems = {}
        for each in self._extensions.get("fields", ()):
            name = each["field"].partition(".")[0]
            found.setdefault(name, {"problem": each["problem"], "limit": each.get("limit")})
        return found

    @property
    def newest(self) -> dict[str, Any] | None:
        """With ``CONFLICT``: the record as it stands now, names in camelCase."""
        found: dict[str, Any] | None = self._extensions.get("newest")
        return found

    @property
    def reason(self) -> str:
        """Where one code has several ways out, as in ``STEP_UP``; else empty."""
        found: str = self._extensions.get("reason", "")
        return found

    @property
    def retry_after(self) -> float | None:
        found: float | None = self._extensions.get("retryAfter")
        return found


def first_failure(errors: list[dict[str, Any]]) -> Failed:
    extensions = errors[0].get("extensions", {})
    return Failed(extensions.get("code", "INTERNAL"), extensions)
