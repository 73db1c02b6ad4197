"""The terms of use (利用のきまり): the version in force. The gateway has the words."""

from __future__ import annotations

TERMS_VERSION = "2026-11-25"
"""Changes with every change of what it says; what was accepted is kept with its version."""
