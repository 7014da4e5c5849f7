"""The `samverka` command: run, work, import, check, and whatever Django's own commands do."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from samverka.config.example import mark_example
from samverka.config.keys import add_keys_command

__all__ = ["main"]

_ABOUT = """Samverka: who must do what by law to promote integration, what is agreed, planned and done."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverka.config.settings")
    os.umask(0o077)  # What it writes - the database, files, keys - is read by its own user only.
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["samverka manage", *given[1:]])
        return
    parsed = _parser().parse_args(given)
    if parsed.command is _demo and (refusal := mark_example(fresh=parsed.fresh, port=parsed.port)):
        print(refusal, file=sys.stderr)
        sys.exit(2)
    import django

    django.setup()
    from django.utils.translation import override

    command: Callable[[argparse.Namespace], int] = parsed.command
    with override("en"):
        sys.exit(command(parsed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samverka", description=_ABOUT)
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="prepare the database, import what changed, serve")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8000)
    run.add_argument("--workers", type=int, default=2)
    run.add_argument(
        "--no-worker", action="store_true", help="serve only; letters and jobs are another process's"
    )
    run.set_defaults(command=_run)
    work = commands.add_parser(
        "work", help="deliver letters and do what falls due, until stopped; run does it, too"
    )
    work.add_argument(
        "--beside", type=int, metavar="PID", help="stop with this process, which has started us"
    )
    work.set_defaults(command=_work)
    load = commands.add_parser("import", help="read the registers from the files that come with the program")
    load.add_argument(
        "registers",
        nargs="*",
        metavar="register",
        help="areas, law, duties, actors, statistics; all if none is named",
    )
    load.set_defaults(command=_import)
    check = commands.add_parser(
        "check", help="check that each citation of a duty is in force, and other promises"
    )
    check.set_defaults(command=_check)
    prepare = commands.add_parser("prepare", help="do what run does before it serves")
    prepare.set_defaults(command=_prepare)
    admin = commands.add_parser(
        "admin", help="give somebody a first mandate, and print a link to set the password"
    )
    admin.add_argument("email")
    admin.add_argument("--name", required=True)
    admin.add_argument("--organisation", required=True, metavar="SLUG", help="e.g. municipality-905")
    admin.add_argument("--role", choices=("administrator", "installation"), default="administrator")
    admin.add_argument("--language", choices=("sv", "fi", "en"), default="sv")
    admin.set_defaults(command=_admin)
    demo = commands.add_parser(
        "demo", help="tell an example, in a data folder of its own, and serve it on this machine only"
    )
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument(
        "--fresh", action="store_true", help="forget what was done in the example, and tell it anew"
    )
    demo.add_argument("--only-tell", action="store_true", help="do not serve it")
    demo.set_defaults(command=_demo)
    add_keys_command(commands)
    commands.add_parser("manage", help="Django's own commands, e.g. samverka manage shell", add_help=False)
    return parser


def _run(parsed: argparse.Namespace) -> int:
    from samverka.config.server import serve
    from samverka.config.worker import beside

    # In a process of its own, so that what only an import needs does not stay in the memory of each server.
    prepared = subprocess.run([sys.executable, "-m", "samverka", "prepare"], check=False)
    if prepared.returncode:
        return prepared.returncode
    with nullcontext() if parsed.no_worker else beside():
        serve(parsed.host, parsed.port, parsed.workers)
    return 0


def _demo(parsed: argparse.Namespace) -> int:
    from django.core.management import CommandError, call_command
    from django.db import connections

    from samverka.config.server import serve
    from samverka.config.worker import beside

    _prepare(parsed)
    try:
        # By the name of the command, since the example stands beside us: neither knows the other.
        call_command("tell_example")
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    connections.close_all()
    if not parsed.only_tell:
        with beside():
            serve("127.0.0.1", parsed.port, workers=1)
    return 0


def _work(parsed: argparse.Namespace) -> int:
    from samverka.config.worker import work_until_stopped

    work_until_stopped(parsed.beside)
    return 0


def _prepare(_parsed: argparse.Namespace) -> int:
    from django.core.management import call_command

    begun = time.monotonic()
    print("Samverka: preparing the database ...", flush=True)
    _migrate()
    call_command("collectstatic", interactive=False, verbosity=0)
    _import_registers([], unless_unchanged=True)
    print(f"Samverka: ready after {time.monotonic() - begun:.1f} s.", flush=True)
    return 0


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _import(parsed: argparse.Namespace) -> int:
    _migrate()
    return _import_registers(parsed.registers, unless_unchanged=False)


def _import_registers(names: list[str], *, unless_unchanged: bool) -> int:
    from samverka.config.registers import UnknownRegister, import_registers

    try:
        for line in import_registers(names, unless_unchanged=unless_unchanged):
            print(f"  {line}", flush=True)
    except UnknownRegister as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


def _check(_parsed: argparse.Namespace) -> int:
    from samverka.config.registers import problems
    from samverka.foundation.documents.queries import registers_version

    _migrate()
    if not registers_version():
        print("Nothing has been imported yet. First: samverka prepare", file=sys.stderr)
        return 2
    found = list(problems())
    for problem in found:
        print(problem)
    print(f"{len(found)} problems." if found else "Everything holds.")
    return 1 if found else 0


def _admin(parsed: argparse.Namespace) -> int:
    from samverka.config.first_admin import UnknownOrganisation, first_admin

    _migrate()
    try:
        address = first_admin(parsed.email, parsed.name, parsed.organisation, parsed.role, parsed.language)
    except UnknownOrganisation as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"{parsed.email} now has the mandate. To set the password, once, within three days:\n{address}")
    return 0
