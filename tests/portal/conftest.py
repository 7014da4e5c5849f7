"""Pages as a reader meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.portal.reading import Page

Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def _registers(db: None) -> None:
    """Every test of the portal has the registers."""


@pytest.fixture
def open_page(client: Client) -> Open:
    """Open an address, with a query if there is one, and read the page that comes."""

    def open_page(address: str, **query: Any) -> Page:
        return Page(client.get(address, {name.rstrip("_"): value for name, value in query.items()}))

    return open_page
