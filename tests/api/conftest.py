"""Open data as a machine meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def _registers(db: None) -> None:
    """Every test of open data has the registers."""


@pytest.fixture
def ask(client: Client) -> Ask:
    """What an operation answers as data; the status must be the one that is expected."""

    def ask(path: str, status: int = 200, **query: Any) -> Any:
        response = client.get(f"/api/v1/{path}", query)
        assert response.status_code == status, response.content[:500]
        return response.json()

    return ask
