"""What is done with agreements: drafting, negotiating, concluding, and what follows."""

from samverka.work.agreements.actions.concluding import propose, record_approval, sign
from samverka.work.agreements.actions.drafting import (
    add_party,
    describe,
    draft,
    move_clause,
    remove_clause,
    remove_party,
    remove_service,
    write_clause,
    write_service,
)
from samverka.work.agreements.actions.living import amend, record_review, terminate, withdraw
from samverka.work.agreements.actions.negotiating import (
    attach,
    comment,
    detach,
    open_negotiations,
    resolve,
)

__all__ = [
    "add_party",
    "amend",
    "attach",
    "comment",
    "describe",
    "detach",
    "draft",
    "move_clause",
    "open_negotiations",
    "propose",
    "record_approval",
    "record_review",
    "remove_clause",
    "remove_party",
    "remove_service",
    "resolve",
    "sign",
    "terminate",
    "withdraw",
    "write_clause",
    "write_service",
]
