"""The files that the registers were read from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.privacy import Privacy

__all__ = ["Source"]


class Source(models.Model):
    """A set of published files that a register was read from, with its origin and licence, as last imported."""

    privacy = Privacy.none("names and checksums of published files")

    register = models.SlugField(_("register"), max_length=40, unique=True)
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 over all its files."))
    files = models.PositiveIntegerField(_("number of files"))
    imported_at = models.DateTimeField(_("imported at"))

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("register",)

    def __str__(self) -> str:
        return self.register
