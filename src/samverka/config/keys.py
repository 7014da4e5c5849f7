"""`samverka keys`: importing the key by which an organisation signs, and checking the signatures in a document."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import Any

__all__ = ["add_keys_command"]


def add_keys_command(commands: Any) -> None:
    """Add the command to those of `samverka`."""
    keys = commands.add_parser(
        "keys", help="keys by which organisations sign, and the signatures in a document"
    )
    verbs = keys.add_subparsers(required=True, metavar="verb")
    load = verbs.add_parser(
        "import", help="keep the PKCS#12 file that an organisation has got from an authority"
    )
    load.add_argument("organisation", metavar="SLUG", help="e.g. municipality-905")
    load.add_argument("file", type=Path)
    load.set_defaults(command=_import)
    check = verbs.add_parser(
        "check", help="check the signatures in a PDF; exit code 1 where one does not hold"
    )
    check.add_argument("file", type=Path)
    check.set_defaults(command=_check)


def _import(parsed: argparse.Namespace) -> int:
    from samverka.foundation.documents.keys import import_key
    from samverka.foundation.kernel.refusals import Refused
    from samverka.registers.actors.models import Actor

    if not Actor.objects.filter(slug=parsed.organisation).exists():
        print(f"No organisation has the identifier {parsed.organisation}.", file=sys.stderr)
        return 2
    try:
        key = import_key(parsed.organisation, parsed.file.read_bytes(), getpass.getpass("Phrase: ").encode())
    except (Refused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"{parsed.organisation} signs with the certificate {key.fingerprint}.")
    return 0


def _check(parsed: argparse.Namespace) -> int:
    from samverka.foundation.documents.signing import checked_signatures
    from samverka.foundation.kernel.refusals import Refused

    try:
        checked = checked_signatures(parsed.file.read_bytes())
    except (Refused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    for one in checked:
        held = "holds" if one.holds else "DOES NOT HOLD"
        print(
            f"{one.signer}: {held}{', test certificate' if one.is_test else ''} ({one.signed_at:%Y-%m-%d %H:%M})"
        )
    print(f"{len(checked)} signatures.")
    return 0 if checked and all(one.holds for one in checked) else 1
