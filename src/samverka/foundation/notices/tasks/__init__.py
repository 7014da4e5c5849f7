"""What the worker does by itself."""

from samverka.foundation.notices.tasks.daily import forget, gather, send_reminders
from samverka.foundation.notices.tasks.worker import run_due, work

__all__ = ["forget", "gather", "run_due", "send_reminders", "work"]
