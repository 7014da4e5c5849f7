"""What a notice and a reminder have in common: what they are about, and where it can be seen or done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import present_language
from samverka.foundation.notices.kinds import sentence_of

__all__ = ["AboutAThing"]


class AboutAThing(models.Model):
    """A row that tells one person of one thing, in the name of an organisation where there is one."""

    organisation_key = models.CharField(
        max_length=60, blank=True, help_text=_("In whose name the person is told.")
    )
    kind = models.CharField(_("kind"), max_length=60)
    details = models.JSONField(default=dict)
    path = models.CharField(_("page"), max_length=300, help_text=_("Without the language: cooperation/3/."))
    asks = models.BooleanField(_("asks for an act"), default=False)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What is told, in the language of the page."""
        return sentence_of(self.kind, self.details)

    @property
    def address(self) -> str:
        """The page where it can be seen or done, in the language of the page."""
        return f"/{present_language()}/{self.path.lstrip('/')}"

    @property
    def thing(self) -> tuple[str, str, str]:
        """What it is about: two rows with the same thing tell of the same."""
        return self.kind, self.subject_kind, self.subject_key
