"""Every address of the program."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("samverka.portal.urls_plain")),
    path("api/", include("samverka.api.urls")),
    path("account/", include("samverka.portal.people.providers")),
    *i18n_patterns(
        path("account/", include("samverka.portal.people.sign_in")),
        path("", include("samverka.portal.urls")),
    ),
]

handler404 = "samverka.portal.errors.not_found"
handler500 = "samverka.portal.errors.server_error"
handler400 = "samverka.portal.errors.bad_request"
handler403 = "samverka.portal.errors.forbidden"
