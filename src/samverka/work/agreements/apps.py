from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "samverka.work.agreements"
    label = "agreements"
    verbose_name = _("Agreements")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.journal.presenters import presents
        from samverka.foundation.notices.kinds import declare
        from samverka.work.agreements.phrases import KINDS, PRESENTERS
        from samverka.work.agreements.queries import ON_AGENDAS
        from samverka.work.bodies import agenda_subjects

        presents(PRESENTERS)
        declare(*KINDS)
        agenda_subjects.declare(ON_AGENDAS)
