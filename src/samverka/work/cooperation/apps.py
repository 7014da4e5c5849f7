from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "samverka.work.cooperation"
    label = "cooperation"
    verbose_name = _("Cooperation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.notices.kinds import declare
        from samverka.work.cooperation.phrases import KINDS, PRESENTERS

        presents(PRESENTERS)
        declare(*KINDS)
