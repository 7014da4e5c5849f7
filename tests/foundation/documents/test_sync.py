"""Bringing tables into agreement with files, and saying what changed."""

import pytest

from samverka.foundation.documents.models import Source
from samverka.foundation.documents.sync import Changes, sync

pytestmark = pytest.mark.django_db


def row(register: str, checksum: str = "a") -> dict[str, object]:
    return {
        "register": register,
        "checksum": checksum,
        "files": 1,
        "imported_at": "2026-01-01T00:00:00+02:00",
    }


@pytest.fixture(autouse=True)
def _no_sources() -> None:
    Source.objects.all().delete()


def _sync(*rows: dict[str, object]) -> Changes:
    wanted = [{"register": r["register"], "checksum": r["checksum"], "files": r["files"]} for r in rows]
    for one in rows:
        Source.objects.get_or_create(register=one["register"], defaults=one)
    return sync(Source.objects.all(), wanted, ("register",), "sources")


def test_rows_that_agree_are_left_alone() -> None:
    assert _sync(row("areas"), row("law")) == Changes("sources", unchanged=2)


def test_a_row_that_differs_is_changed() -> None:
    _sync(row("areas"))
    changes = sync(
        Source.objects.all(), [{"register": "areas", "checksum": "b", "files": 1}], ("register",), "sources"
    )

    assert changes == Changes("sources", changed=1)
    assert Source.objects.get().checksum == "b"


def test_a_row_that_is_not_wanted_is_removed() -> None:
    _sync(row("areas"), row("law"))
    changes = sync(
        Source.objects.all(), [{"register": "law", "checksum": "a", "files": 1}], ("register",), "sources"
    )

    assert changes == Changes("sources", removed=1, unchanged=1)
    assert [source.register for source in Source.objects.all()] == ["law"]


def test_two_wanted_rows_with_the_same_key_are_refused() -> None:
    twice = [{"register": "law", "checksum": "a", "files": 1}] * 2

    with pytest.raises(ValueError, match="have the same register"):
        sync(Source.objects.all(), twice, ("register",))


def test_what_changed_is_said_in_words() -> None:
    assert (
        str(Changes("wordings", added=2, unchanged=5))
        == "wordings: 2 added, 0 changed, 0 removed, 5 unchanged"
    )
    assert str(Changes("wordings", unchanged=5)) == "wordings: 5 unchanged"
