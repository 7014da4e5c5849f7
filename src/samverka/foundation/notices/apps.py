from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "samverka.foundation.notices"
    label = "notices"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from samverka.foundation.kernel.jobs import DAILY, declare_job
        from samverka.foundation.notices.tasks import forget, gather, send_reminders

        declare_job("notices.forget", forget, DAILY, at=time(3))
        declare_job("notices.send_reminders", send_reminders, DAILY, at=time(6, 30))
        declare_job("notices.gather", gather, DAILY, at=time(7))
