from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "samverka.registers.actors"
    label = "actors"
    verbose_name = _("Actors")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.notices.kinds import declare
        from samverka.registers.actors.phrases import NOTICES, PRESENTERS

        presents(PRESENTERS)
        declare(*NOTICES)
