from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "samverka.work.bodies"
    label = "bodies"
    verbose_name = _("Bodies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.kernel.jobs import DAILY, declare_job
        from samverka.foundation.notices.kinds import declare
        from samverka.work.bodies.actions import redact_due
        from samverka.work.bodies.phrases import KINDS, PRESENTERS

        presents(PRESENTERS)
        declare(*KINDS)
        declare_job("bodies.redact_due", redact_due, DAILY, at=time(0, 5))
