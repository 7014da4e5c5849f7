"""The data folder of an example: marked before the settings are read, never one with people's own content."""

import os
import shutil
from pathlib import Path

__all__ = ["MARK", "mark_example"]

MARK = "example-installation"
_FOLDER = "demo-data"
# An example answers to this machine alone, keeps to its folder and sends no letters, whatever an installation does.
_NOT_FOR_EXAMPLES = ("ALLOWED_HOSTS", "BEHIND_TLS", "OIDC_SERVER", "SAML_ENTITY_ID")


def mark_example(*, fresh: bool, port: int) -> str:
    """Mark the data folder as that of an example and let the settings be an example's; returns why not, or nothing.

    With `fresh`, what an earlier example left in the folder is removed first.
    """
    if os.environ.get("DATABASE_URL"):
        return "An example keeps to a database in its own folder. Unset DATABASE_URL first."
    folder = Path(os.environ.setdefault("SAMVERKA_DATA", _FOLDER)).resolve()
    marked = (folder / MARK).exists()
    if folder.exists() and not marked and any(folder.iterdir()):
        return (
            f"{folder} is not the folder of an example, and is left alone. Name another one in SAMVERKA_DATA."
        )
    if fresh and marked:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Everything in this folder is an example. See the command samverka demo.\n")
    for name in _NOT_FOR_EXAMPLES:
        os.environ.pop(name, None)
    os.environ["SITE_ADDRESS"] = f"http://127.0.0.1:{port}"
    return ""
