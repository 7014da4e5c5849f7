"""How organisations follow one another."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.languages import Trilingual, trilingual
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.enums import ChangeKind
from samverka.registers.actors.models.actor import Actor

__all__ = ["ChangeEvent"]


class ChangeEvent(models.Model):
    """What happened on a day: which organisations were there before, which after, and by which statute."""

    privacy = Privacy.none("what statutes say of organisations")

    on = models.DateField(_("on"))
    kind = models.CharField(_("kind"), max_length=20, choices=ChangeKind)
    ground = models.CharField(_("ground"), max_length=120, blank=True)
    what_sv = models.CharField(_("what, in Swedish"), max_length=400)
    what_fi = models.CharField(_("what, in Finnish"), max_length=400)
    what_en = models.CharField(_("what, in English"), max_length=400)
    originals = models.ManyToManyField(Actor, related_name="changes_after", verbose_name=_("before"))
    results = models.ManyToManyField(Actor, related_name="changes_before", verbose_name=_("after"))

    class Meta:
        verbose_name = _("change of organisation")
        verbose_name_plural = _("changes of organisation")
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return str(self.what)

    @property
    def what(self) -> Trilingual:
        return trilingual(self, "what")
