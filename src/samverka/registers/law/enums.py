"""The vocabulary of statutes and duties."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = [
    "Bearer",
    "Force",
    "Level",
    "Recurrence",
    "StatuteKind",
    "Territory",
    "Theme",
    "WordingNote",
    "level_of",
]


class StatuteKind(TextChoices):
    ACT = "act", _("Act")
    DECREE = "decree", _("Decree")
    DECISION = "decision", _("Decision")


class Bearer(TextChoices):
    """The kinds of actor that law gives duties to or expects to take part."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("Wellbeing services county")
    TE_OFFICE = "te_office", _("Employment and Economic Development Office")
    EMPLOYMENT_AUTHORITY = "employment_authority", _("Employment authority")
    POLICE = "police", _("Police department")
    ASSOCIATION = "association", _("Association")
    COMPANY = "company", _("Company")
    RELIGIOUS_COMMUNITY = "religious_community", _("Religious community")
    EDUCATION_PROVIDER = "education_provider", _("Education provider")
    RECEPTION_CENTRE = "reception_centre", _("Reception centre")
    OTHER_AUTHORITY = "other_authority", _("Other authority")
    ELY_CENTRE = "ely_centre", _("Centre for Economic Development, Transport and the Environment")
    DEVELOPMENT_CENTRE = "development_centre", _("Economic development centre")
    REGIONAL_AGENCY = "regional_agency", _("Regional state administrative agency")
    REGIONAL_COUNCIL = "regional_council", _("Regional council")
    REGIONAL_ETNO = "regional_etno", _("Regional Advisory Board for Ethnic Relations")
    ALAND_STATE_DEPARTMENT = "aland_state_department", _("State Department of Åland")
    ALAND_GOVERNMENT = "aland_government", _("Government of Åland")
    ALAND_HEALTH_AUTHORITY = "aland_health_authority", _("Health and medical care authority of Åland")
    SUPERVISORY_AGENCY = "supervisory_agency", _("Finnish Supervisory Agency")
    VALVIRA = "valvira", _("National Supervisory Authority for Welfare and Health")
    KEHA_CENTRE = "keha_centre", _("Development and administration centre for ELY Centres and TE Offices")
    ADMINISTRATION_CENTRE = "administration_centre", _("Employment, development and administration centre")
    KELA = "kela", _("Social Insurance Institution")
    MIGRI = "migri", _("Finnish Immigration Service")
    DVV = "dvv", _("Digital and Population Data Services Agency")
    EDUCATION_AGENCY = "education_agency", _("Finnish National Agency for Education")
    ETNO = "etno", _("Advisory Board for Ethnic Relations")
    MINISTRY = "ministry", _("Ministry")
    GOVERNMENT = "government", _("Government")


class Level(TextChoices):
    """The three levels on which integration is promoted."""

    LOCAL = "local", _("Local level")
    REGIONAL = "regional", _("Regional level")
    STATE = "state", _("State level")


_LOCAL = {
    Bearer.MUNICIPALITY,
    Bearer.COUNTY,
    Bearer.TE_OFFICE,
    Bearer.EMPLOYMENT_AUTHORITY,
    Bearer.POLICE,
    Bearer.ASSOCIATION,
    Bearer.COMPANY,
    Bearer.RELIGIOUS_COMMUNITY,
    Bearer.EDUCATION_PROVIDER,
    Bearer.RECEPTION_CENTRE,
    Bearer.OTHER_AUTHORITY,
    Bearer.ALAND_HEALTH_AUTHORITY,
}
_REGIONAL = {
    Bearer.ELY_CENTRE,
    Bearer.DEVELOPMENT_CENTRE,
    Bearer.REGIONAL_AGENCY,
    Bearer.REGIONAL_COUNCIL,
    Bearer.REGIONAL_ETNO,
    Bearer.ALAND_STATE_DEPARTMENT,
    Bearer.ALAND_GOVERNMENT,
    Bearer.SUPERVISORY_AGENCY,
}


def level_of(bearer: str) -> Level:
    """On which level a kind of actor works. The supervisory agency is national, but its work is regional follow-up."""
    if bearer in _LOCAL:
        return Level.LOCAL
    return Level.REGIONAL if bearer in _REGIONAL else Level.STATE


class Force(TextChoices):
    """How strongly the provision binds."""

    MUST = "must", pgettext_lazy("how a duty binds", "must")
    MAY = "may", pgettext_lazy("how a duty binds", "may")
    TAKES_PART = "takes_part", pgettext_lazy("how a duty binds", "takes part")


class Territory(TextChoices):
    """Where in the country a duty applies."""

    ALL = "all", _("the whole country")
    MAINLAND = "mainland", _("mainland Finland")
    ALAND = "aland", _("Åland")


class Theme(TextChoices):
    """What a duty is about, in the order in which duties are read."""

    PLANNING = "planning", _("Planning and development")
    PROGRAMME = "programme", _("Programmes")
    COOPERATION = "cooperation", _("Cooperation")
    GOOD_RELATIONS = "good_relations", _("Good relations between population groups")
    GUIDANCE = "guidance", _("Guidance and advice")
    SERVICES = "services", _("Assessment and integration plans")
    TRAINING = "training", _("Training and orientation")
    MINORS = "minors", _("Minors without a guardian")
    PLACEMENT = "placement", _("Placement in municipalities")
    FOLLOW_UP = "follow_up", _("Follow-up and information")
    SUPERVISION = "supervision", _("Steering and supervision")
    ORGANISATION = "organisation", _("Organisation")
    INFORMATION = "information", _("Information systems and exchange of information")
    COMPENSATION = "compensation", _("Compensation of costs")


class Recurrence(TextChoices):
    """How often a duty is to be done, where it is not a period of time."""

    CONTINUOUS = "continuous", _("continuously")
    ON_EVENT = "on_event", _("when the need arises")
    ONCE = "once", _("once")


class WordingNote(TextChoices):
    """Why the limits of a wording are as they are, where the dates alone would mislead."""

    NO_TEXT_IN_LANGUAGE = "no_text_in_language", _("The register has no text of the change in this language.")
    CHANGED_BY_UNKNOWN = (
        "changed_by_unknown",
        _("It was changed by a statute that is not in the register; when is not known."),
    )
    BEGAN_EARLIER = "began_earlier", _("It may have begun to read so before the day given.")
    EARLIER_NOT_AT_HAND = (
        "earlier_not_at_hand",
        _(
            "Earlier wordings are not in the register; until the consolidated text it may have read otherwise."
        ),
    )
    TEMPORARY = "temporary", _("Temporary wording.")
    RESUMED = "resumed", _("Valid again after a temporary amendment ran out.")
    EXPIRED = "expired", _("Ended by the statute's own terms.")
