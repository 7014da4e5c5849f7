"""Addresses of an organisation's people, of invitations, and of registering organisations."""

from django.urls import path

from samverka.portal.people import invitations, people, registration

urlpatterns = [
    path("invitation/<slug:token>/", invitations.invitation, name="invitation"),
    path("actors/register/", registration.register, name="register"),
    path("actors/unconfirmed/", registration.unconfirmed, name="unconfirmed"),
    path("actors/<slug:slug>/confirm/", registration.confirm, name="confirm"),
    path("actors/<slug:slug>/people/", people.people, name="people"),
    path("actors/<slug:slug>/people/invite/", people.invite_somebody, name="invite"),
    path("actors/<slug:slug>/people/<int:pk>/stand-in/", people.stand_in, name="stand_in"),
    path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw_invitation"),
]
