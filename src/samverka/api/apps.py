from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "samverka.api"
    label = "samverka_api"
    verbose_name = _("Open data")
