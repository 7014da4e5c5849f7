from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "samverka.work.programmes"
    label = "programmes"
    verbose_name = _("Programmes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.notices.kinds import declare
        from samverka.work.programmes.phrases import KINDS, PRESENTERS

        presents(PRESENTERS)
        declare(*KINDS)
