"""Notices as stored."""

from samverka.foundation.notices.models.letter import Letter, Preference
from samverka.foundation.notices.models.notice import Notice
from samverka.foundation.notices.models.reminder import CalendarLink, Reminder
from samverka.foundation.notices.models.run import Run

__all__ = ["CalendarLink", "Letter", "Notice", "Preference", "Reminder", "Run"]
