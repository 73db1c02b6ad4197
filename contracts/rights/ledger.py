"""Who may ask ``ledger`` what."""

from __future__ import annotations

from contracts.rights.groups import LEDGER_EXPORTERS, LEDGER_READERS, OPERATOR, SIGNED_IN, Roles

METHODS: dict[str, Roles | None] = {
    "rpc.ledger.v1.entry.list": LEDGER_READERS,
    "rpc.ledger.v1.entry.export": LEDGER_EXPORTERS,
    "rpc.ledger.v1.chain.verify": LEDGER_READERS | OPERATOR,
    "rpc.ledger.v1.chain.check_heads": OPERATOR,
    "rpc.ledger.v1.refusal.note": SIGNED_IN,
}
