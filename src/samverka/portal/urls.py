"""The pages, each in three languages."""

from django.urls import include, path

app_name = "portal"

urlpatterns = [
    path("", include("samverka.portal.front.urls")),
    path("", include("samverka.portal.areas.urls")),
    path("", include("samverka.portal.responsibility.urls")),
    path("", include("samverka.portal.people.organisations")),
    path("actors/", include("samverka.portal.actors.urls")),
    path("law/", include("samverka.portal.law.urls")),
    path("duties/", include("samverka.portal.duties.urls")),
    path("search/", include("samverka.portal.search.urls")),
    path("cooperation/", include("samverka.portal.cooperation.urls")),
    path("bodies/", include("samverka.portal.bodies.urls")),
    path("agreements/", include("samverka.portal.agreements.urls")),
    path("me/", include("samverka.portal.people.urls")),
    path("", include("samverka.portal.about.urls")),
]
