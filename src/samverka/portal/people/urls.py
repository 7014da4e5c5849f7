from django.urls import include, path

from samverka.portal.people import mandates

urlpatterns = [
    path("", include("samverka.portal.people.work_urls")),
    path("account/", mandates.account, name="account"),
    path("mandates/", mandates.my_mandates, name="my_mandates"),
    path("mandates/act/", mandates.act_for, name="act_for"),
    path("mandates/<int:pk>/end/", mandates.end, name="end_mandate"),
]
