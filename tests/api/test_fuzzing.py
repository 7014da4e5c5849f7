"""Whatever is sent to open data, it answers; and it answers as it says that it does.

25 examples of each operation in every run; with `make thorough`, 500.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from samverka.api.open import api
from samverka.config.wsgi import application

pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning")

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = {operation.ok().label: operation.ok() for operation in schema.get_all_operations()}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests come through the server's own door, which would close the connection of the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def try_out(operation: Any, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def every_example(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    every_example()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_request_breaks_an_operation(operation: str) -> None:
    try_out(OPERATIONS[operation], 25)


@pytest.mark.thorough
@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_request_of_many_breaks_an_operation(operation: str) -> None:
    try_out(OPERATIONS[operation], 500)


def test_every_operation_is_tried_out() -> None:
    views = [view for _prefix, router in api._routers for view in router.path_operations.values()]

    assert len(OPERATIONS) == sum(len(view.operations) for view in views)
