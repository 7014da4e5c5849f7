"""Files that people have brought or the program has made, kept by their content."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.kinds import MOST_BYTES
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy

__all__ = ["StoredFile", "place_of"]


def place_of(sha256: str) -> Path:
    """Where the content with a checksum lies."""
    return Path(settings.FILES) / sha256[:2] / sha256


class StoredFile(models.Model):
    """A file: what it is called, what kind it is, and the checksum by which its content is found.

    Who may read it is the rule of what it belongs to; a file has no address of its own.
    """

    privacy = Privacy(
        "documents of official matters",
        holds=("name",),
        kept="as long as its matter",
    )

    name = models.CharField(_("name"), max_length=130)
    content_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    stored_at = models.DateTimeField(_("stored"), default=this_moment, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("-stored_at", "-pk")
        indexes = [models.Index(fields=("sha256",))]
        constraints = [
            models.CheckConstraint(
                name="documents_file_has_a_bounded_size",
                condition=models.Q(size__gte=1, size__lte=MOST_BYTES),
                violation_error_message=_("A file must hold something, and at most 20 MB."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Path:
        return place_of(self.sha256)

    def read(self) -> bytes:
        """The content. Raises `FileNotFoundError` where the folder of files does not hold it."""
        return self.place.read_bytes()
