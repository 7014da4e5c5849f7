"""Kinds of area and the statuses of a municipality."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

__all__ = ["AreaKind", "LanguageStatus", "MunicipalityType", "Scheme"]


class AreaKind(TextChoices):
    """What sort of area it is. Areas of different kinds do not nest: each belongs where a source says it does."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    WELLBEING_COUNTY = "wellbeing-county", _("Wellbeing services county")
    EMPLOYMENT_AREA = "employment-area", _("Employment area")
    DEVELOPMENT_CENTRE_AREA = "development-centre-area", _("Economic development centre's area")
    ELY_AREA = "ely-area", _("ELY Centre's area")
    REGIONAL_AGENCY_AREA = "regional-agency-area", _("Regional state administrative agency's area")
    COLLABORATIVE_AREA = "collaborative-area", _("Collaborative area for healthcare and social welfare")
    SUBREGION = "subregion", _("Sub-region")
    MUNICIPALITY = "municipality", _("Municipality")

    @property
    def plural(self) -> str:
        """What several such areas are called."""
        return str(_PLURALS[self])


_PLURALS = {
    AreaKind.COUNTRY: _("Countries"),
    AreaKind.REGION: _("Regions"),
    AreaKind.WELLBEING_COUNTY: _("Wellbeing services counties"),
    AreaKind.EMPLOYMENT_AREA: _("Employment areas"),
    AreaKind.DEVELOPMENT_CENTRE_AREA: _("Areas of the economic development centres"),
    AreaKind.ELY_AREA: _("Areas of the ELY Centres"),
    AreaKind.REGIONAL_AGENCY_AREA: _("Areas of the regional state administrative agencies"),
    AreaKind.COLLABORATIVE_AREA: _("Collaborative areas for healthcare and social welfare"),
    AreaKind.SUBREGION: _("Sub-regions"),
    AreaKind.MUNICIPALITY: _("Municipalities"),
}


class Scheme(TextChoices):
    """By what a municipality is classed."""

    LANGUAGE = "language", _("Languages")
    TYPE = "type", _("Type of municipality")


class LanguageStatus(IntegerChoices):
    """The linguistic status of a municipality, Language Act (423/2003) section 5."""

    FINNISH = 0, _("Finnish-speaking")
    BILINGUAL_FINNISH = 1, _("Bilingual, Finnish the language of the majority")
    SWEDISH = 2, _("Swedish-speaking")
    BILINGUAL_SWEDISH = 3, _("Bilingual, Swedish the language of the majority")


class MunicipalityType(IntegerChoices):
    """Statistics Finland's grouping of municipalities by urbanisation."""

    URBAN = 1, _("Urban municipality")
    SEMI_URBAN = 2, _("Semi-urban municipality")
    RURAL = 3, _("Rural municipality")
