"""Agreements as stored."""

from samverka.work.agreements.models.agreement import Agreement
from samverka.work.agreements.models.content import AgreementParty, Clause, Service
from samverka.work.agreements.models.edition import Approval, Edition, Signature
from samverka.work.agreements.models.surroundings import Attachment, Comment, Review

__all__ = [
    "Agreement",
    "AgreementParty",
    "Approval",
    "Attachment",
    "Clause",
    "Comment",
    "Edition",
    "Review",
    "Service",
    "Signature",
]
