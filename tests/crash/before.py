"""What is there before anything is killed: two people, an agreement being negotiated, a delegation with a meeting.

Run as a program against the database of the installation; prints what the clients need to know, as JSON.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

import django

PASSWORD = "en lång mening som ingen gissar"


def main() -> None:
    django.setup()
    from tests.cast import actor, mandate, person
    from tests.work.bodies.cast import at, delegation

    from samverka.foundation.kernel.clock import today
    from samverka.registers.actors import roles
    from samverka.registers.actors.acting import acting_as
    from samverka.work.agreements import actions

    anna = person("Anna Ask", "anna@vasa.example", password=PASSWORD)
    bo = person("Bo Berg", "bo@korsholm.example", password=PASSWORD)
    mandate(anna, actor("municipality-905"), roles.COORDINATOR)
    mandate(bo, actor("municipality-499"), roles.COORDINATOR)
    by = acting_as(anna, "municipality-905")
    assert by is not None
    rad = delegation(by, on=today())
    meeting = rad.plan(at(today() + timedelta(days=30)))
    titles = {"title_sv": "Avtal", "title_fi": "Sopimus"}
    agreement = actions.draft(
        by=by, outline="cooperation", starts_on=date(2030, 1, 1), ends_on=date(2031, 1, 1), **titles
    )
    actions.add_party(by=by, agreement=agreement, organisation=actor("municipality-499"))
    actions.open_negotiations(by=by, agreement=agreement)
    print(json.dumps({"agreement": agreement.pk, "meeting": meeting.pk, "body": rad.body.pk}))  # noqa: T201


if __name__ == "__main__":
    main()
