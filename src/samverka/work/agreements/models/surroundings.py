"""What is around an agreement and never public: comments, attachments; and the reviews of one in force."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samverka.foundation.documents.models import StoredFile
from samverka.foundation.kernel.acts import either
from samverka.foundation.kernel.clock import this_moment
from samverka.foundation.kernel.privacy import Privacy
from samverka.registers.actors.models import Actor
from samverka.work.agreements.enums import Conclusion
from samverka.work.agreements.models.agreement import Agreement
from samverka.work.agreements.models.content import Clause

__all__ = ["Attachment", "Comment", "Review"]


class CommentQuerySet(models.QuerySet["Comment"]):
    def open(self) -> Self:
        return self.filter(resolved_at=None)


class Comment(models.Model):
    """What somebody of a party says of a clause, or of the whole, until it is resolved."""

    privacy = Privacy(
        "parties negotiate by comments",
        holds=("written_by", "resolved_by"),
        kept="as long as the agreement is kept",
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="comments")
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="comments")
    text = models.TextField(_("comment"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    written_at = models.DateTimeField(_("written"), default=this_moment)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    resolved_for = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("written_at", "pk")
        constraints = [
            models.CheckConstraint(
                name="agreements_comment_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write the comment."),
            ),
            models.CheckConstraint(
                name="agreements_comment_resolved_by_somebody",
                condition=either("resolved_at", "resolved_by", "resolved_for"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None


class Attachment(models.Model):
    """A file that the parties work with. It is no part of what is signed, and never public."""

    privacy = Privacy(
        "parties work with files",
        holds=("added_by", "file"),
        kept="as long as the agreement is kept",
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), default=this_moment)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.file.name


class Review(models.Model):
    """That the parties went through an agreement in force, and what they concluded."""

    privacy = Privacy(
        "so that it can be shown that the agreement was reviewed in time",
        holds=("recorded_by",),
        kept="as long as the agreement is kept",
    )

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("reviewed on"))
    conclusion = models.CharField(_("conclusion"), max_length=10, choices=Conclusion)
    text = models.TextField(_("what was found"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    recorded_at = models.DateTimeField(_("recorded"), default=this_moment)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_for = models.ForeignKey(Actor, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("-reviewed_on", "-pk")

    def __str__(self) -> str:
        return f"{self.agreement} {self.reviewed_on}"
