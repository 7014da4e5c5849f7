from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "samverka.foundation.kernel"
    label = "kernel"
