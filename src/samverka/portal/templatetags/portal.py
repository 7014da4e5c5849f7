"""What templates say with: addresses that keep the day, days, periods, texts in their language, badges, citations."""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from samverka.foundation.journal.models import Entry
from samverka.foundation.journal.presenters import sentence_of
from samverka.foundation.kernel.languages import Said, Trilingual, in_figures, present_language
from samverka.overview.responsibility import DutyHere
from samverka.registers.law.enums import Bearer, Force, Recurrence
from samverka.registers.law.models import DutyTerm, Provision
from samverka.registers.law.phrases import (
    citation_in_words,
    deadline_in_words,
    place_in_words,
    recurrence_in_words,
)

register = template.Library()

_BADGES = {Force.MUST: "must", Force.MAY: "may", Force.TAKES_PART: ""}


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *args: Any, **query: Any) -> str:
    """The address of a page, with the day shown if the reader chose one, and with any other query given."""
    asked: dict[str, Any] = {
        key.rstrip("_"): value for key, value in query.items() if value not in (None, "")
    }
    if context.get("on_given") and "on" not in asked:
        asked["on"] = context["on"]
    pairs = "&".join(
        f"{key}={value.isoformat() if isinstance(value, date) else value}" for key, value in asked.items()
    )
    return f"{reverse(name, args=args)}{f'?{pairs}' if pairs else ''}"


@register.simple_block_tag(takes_context=True)
def crumbs(context: Context, content: SafeString) -> SafeString:
    """The way to a page from the front page; the block holds the other steps, each a list item."""
    known = {"crumbs": content, "on": context.get("on"), "on_given": context.get("on_given")}
    written: SafeString = _template("portal/components/breadcrumb.html").render(known)
    return written


@register.simple_tag(takes_context=True)
def to_provision(context: Context, provision: Provision) -> str:
    """The address of a provision: its section's page, at its place in it."""
    statute = provision.statute
    section = provision.eid.split("__subsec_", 1)[0]
    page = to(context, "portal:provision", statute.year, statute.number, section)
    return page if section == provision.eid else f"{page}#{provision.eid}"


@register.simple_tag
def said(text: Trilingual | Said | str) -> SafeString | str:
    """A text of official content, marked with its language where that is not the page's."""
    spoken = text.said if isinstance(text, Trilingual) else text
    if not isinstance(spoken, Said) or spoken.exact:
        return str(spoken)
    return format_html('<span lang="{}">{}</span>', spoken.language, spoken.text)


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day in figures: 1.6.2024."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), in_figures(value))


@register.filter
def day_in_words(value: date) -> SafeString:
    """A day with the month in letters: 1 juni 2024, 1. kesäkuuta 2024, 1 June 2024."""
    written = date_format(value, pgettext("day with the month in letters", "j F Y"))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), written)


@register.filter
def last_day(value: date) -> date:
    """The last day of something that ended on the day given, the first on which it no longer held."""
    return value - timedelta(days=1)


@register.simple_tag
def period(row: Any) -> SafeString | str:
    """From when to when a row is valid: the first and the last day, and what is not known of them."""
    begun, ended = row.valid_from, row.valid_to
    if begun is None:
        start: Any = unknown(_("beginning not known"))
    elif not row.start_known:
        start = format_html(_("at the latest {}"), day(begun))
    else:
        start = day(begun)
    if ended is None:
        return format_html("{} –", start)
    return format_html("{} – {}", start, day(last_day(ended)))


@register.simple_tag
def unknown(text: str | None = None) -> SafeString:
    """The mark for what no source says."""
    return format_html('<span class="unknown">{}</span>', text or _("not known"))


@register.simple_tag
def force(term: DutyTerm) -> SafeString:
    """Must, may or takes part, as a badge."""
    kind = _BADGES[Force(term.force)]
    return format_html(
        '<span class="badge{}">{}</span>', f" badge--{kind}" if kind else "", Force(term.force).label
    )


@register.simple_tag(takes_context=True)
def cite(context: Context, provision: Provision) -> SafeString:
    """A link to a provision, named as lawyers name it, with its statute."""
    words = citation_in_words(provision.eid, provision.statute.citation)
    return format_html('<a class="cite" href="{}">{}</a>', to_provision(context, provision), words)


@register.filter
def cited(provision: Provision) -> str:
    """A provision with its statute in words, without a link: 30 § 1 mom., 1386/2010."""
    return citation_in_words(provision.eid, provision.statute.citation)


@register.simple_tag(takes_context=True)
def duty_row(context: Context, duty: DutyHere, kind: str, opened: dict[int, Any]) -> SafeString:
    """A duty as a row that opens.

    Many municipalities share the same duties on the same day, so a row without anything of its own is kept.
    """
    shown = opened.get(duty.term.pk)
    if shown or duty.competence:
        with context.push(term=duty.term, competence=duty.competence, opened=shown, suffix=kind):
            return SafeString(_template("portal/components/duty.html").render(context.flatten()))
    chosen = context["on"] if context["on_given"] else None
    return _kept_row(duty.term, kind, present_language(), context["on"], chosen, context["answer"].version)


@register.simple_tag(takes_context=True)
def duty_line(context: Context, term: DutyTerm, version: str) -> SafeString:
    """A duty as a line of a list: what it says, who bears it, what it rests on."""
    chosen = context["on"] if context["on_given"] else None
    return _kept_line(term, present_language(), chosen, version)


# What follows depends on nothing but its arguments, so it is made once for each and kept.


@lru_cache(maxsize=20_000)
def _kept_row(
    term: DutyTerm, kind: str, _language: str, on: date, chosen: date | None, _version: str
) -> SafeString:
    known = {"term": term, "suffix": kind, "on": on, "on_given": chosen is not None}
    row: SafeString = _template("portal/components/duty.html").render(
        known | {"competence": None, "opened": None}
    )
    return row


@lru_cache(maxsize=20_000)
def _kept_line(term: DutyTerm, _language: str, chosen: date | None, _version: str) -> SafeString:
    known = {"term": term, "on": chosen, "on_given": chosen is not None}
    line: SafeString = _template("portal/components/duty_line.html").render(known)
    return line


@cache
def _template(name: str) -> Any:
    return get_template(name)


@register.filter
def place(eid: str) -> str:
    """A place in a statute in words: 30 § 1 mom."""
    return place_in_words(eid)


@register.simple_tag(takes_context=True)
def citations(context: Context, given: str) -> SafeString | str:
    """Citations written as 681/2023#sec_45 or 897/2009, separated by blanks, as links where the statute can be read."""
    return format_html_join(", ", "{}", ((_citation(context, one),) for one in given.split()))


def _citation(context: Context, given: str) -> SafeString | str:
    statute, _hash, eid = given.partition("#")
    number, _slash, year = statute.partition("/")
    words = citation_in_words(eid, statute) if eid else statute
    if statute not in context["statutes_held"]:
        return words
    if not eid:
        return format_html(
            '<a class="cite" href="{}">{}</a>', to(context, "portal:statute", year, number), words
        )
    section = eid.split("__subsec_", 1)[0]
    page = to(context, "portal:provision", year, number, section)
    return format_html('<a class="cite" href="{}">{}</a>', page if section == eid else f"{page}#{eid}", words)


@register.filter
def recurrence(term: DutyTerm) -> str:
    """How often a duty is to be done."""
    return recurrence_in_words(term.recurrence, term.recurrence_bound)


@register.filter
def deadline(term: DutyTerm) -> str:
    """By when it is to be done."""
    return deadline_in_words(term)


@register.filter
def when(term: DutyTerm) -> str:
    """By when, or how often, in a few words; nothing where it is done when the need arises."""
    return deadline_in_words(term) or ("" if term.recurrence == Recurrence.ON_EVENT else recurrence(term))


@register.filter
def kind_label(kind: str) -> str:
    """A kind of actor in words."""
    return str(Bearer(kind).label)


@register.filter
def bearers(term: DutyTerm) -> str:
    """The kinds of actor that bear a duty, in words."""
    return ", ".join(str(bearing.get_kind_display()) for bearing in term.bearers.all())


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """The value that a mapping has for a key."""
    return mapping.get(key)


@register.filter
def named_in(text: Trilingual, language: str) -> str:
    """The text in one language, empty where no source gives it."""
    return str(getattr(text, language))


@register.simple_tag
def other_names(text: Trilingual) -> list[tuple[str, str, str]]:
    """The names in the languages other than the page's: language, what that language is called here, the name."""
    return [
        (code, str(label), getattr(text, code))
        for code, label in _IN_LANGUAGE.items()
        if code != present_language()
    ]


_IN_LANGUAGE = {
    "sv": gettext_lazy("In Swedish"),
    "fi": gettext_lazy("In Finnish"),
    "en": gettext_lazy("In English"),
}


@register.filter
def number(eid: str) -> str:
    """The bare number of a place in what it lies in: 3 of sec_31__subsec_3."""
    return eid.rpartition("_")[2]


@register.filter
def found_kind(kind: str) -> str:
    """A kind of thing found, as a heading."""
    return str(_FOUND[kind])


_FOUND = {
    "area": gettext_lazy("Municipalities and areas"),
    "actor": gettext_lazy("Actors"),
    "body": gettext_lazy("Delegations"),
    "cooperation": gettext_lazy("Cooperation"),
    "agreement": gettext_lazy("Agreements"),
    "duty": gettext_lazy("Duties"),
    "statute": gettext_lazy("Statutes"),
    "section": gettext_lazy("Sections of law"),
}


@register.filter
def sentence(entry: Entry) -> str:
    """What an entry of the journal says, in the language of the page."""
    return sentence_of(entry)


@register.filter
def register_label(name: str) -> str:
    """A register in words."""
    return str(_REGISTERS.get(name, name))


_REGISTERS = {
    "areas": gettext_lazy("Areas"),
    "law": gettext_lazy("Law"),
    "duties": gettext_lazy("Duties"),
    "actors": gettext_lazy("Actors"),
}
