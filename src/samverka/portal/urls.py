"""The pages, each in three languages."""

from django.urls import include, path

app_name = "portal"

urlpatterns = [
    path("", include("samverka.portal.front.urls")),
    path("", include("samverka.portal.areas.urls")),
    path("", include("samverka.portal.responsibility.urls")),
    path("actors/", include("samverka.portal.actors.urls")),
    path("law/", include("samverka.portal.law.urls")),
    path("duties/", include("samverka.portal.duties.urls")),
    path("search/", include("samverka.portal.search.urls")),
    path("", include("samverka.portal.about.urls")),
]
