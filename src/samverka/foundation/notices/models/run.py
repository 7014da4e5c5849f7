"""When each job was last run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.privacy import Privacy

__all__ = ["Run"]


class Run(models.Model):
    """The last run of a job. `busy_until`: until when a worker has it in hand; if that one dies, another takes it."""

    privacy = Privacy.none("names of jobs and the times at which the program ran them")

    name = models.CharField(_("job"), max_length=60, unique=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    busy_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
