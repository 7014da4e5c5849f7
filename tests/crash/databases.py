"""A database of one's own: on PostgreSQL where `DATABASE_URL` names a server, else a file of SQLite."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import environ
import psycopg
from psycopg import sql

_NAMES = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}


@contextmanager
def own_database() -> Iterator[str | None]:
    """The address of a new database that is taken away afterwards; `None` on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield None
        return
    known = environ.Env.db_url_config(server)
    where = {name: known[key] for key, name in _NAMES.items() if known.get(key)}
    database = f"samverka_crash_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(**where, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        try:
            yield f"{server.rsplit('/', 1)[0]}/{database}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))
