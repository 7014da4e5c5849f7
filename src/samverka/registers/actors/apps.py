from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "samverka.registers.actors"
    label = "actors"
    verbose_name = _("Actors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.kernel.jobs import DAILY, declare_job
        from samverka.foundation.notices.kinds import declare
        from samverka.registers.actors.phrases import NOTICES, PRESENTERS
        from samverka.registers.actors.tasks import forget

        presents(PRESENTERS)
        declare(*NOTICES)
        declare_job("actors.forget", forget, DAILY, at=time(3, 10))
