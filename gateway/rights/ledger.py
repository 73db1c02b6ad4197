"""Ledger: who sees and changes what."""

from __future__ import annotations

from contracts.rights import LEDGER_EXPORTERS, LEDGER_READERS, Roles

NOUNS = frozenset(
    {
        *("LedgerEntry", "LedgerFlaw", "LedgerHead", "LedgerVerification"),
    }
)

FIELDS: dict[str, Roles | None] = {
    "Query.ledger": LEDGER_READERS,
    "Query.ledgerExport": LEDGER_EXPORTERS,
    "Query.ledgerVerification": LEDGER_READERS,
}
