"""The terms of use (利用のきまり): which version is in force. The words are a page of the gateway."""

from __future__ import annotations

TERMS_VERSION = "2026-11-25"
"""Changes with every change of what it says; what was accepted is kept with its version."""
