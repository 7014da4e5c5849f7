from django.urls import path

from samverka.portal.cooperation.views import founding, reading, taking_part

urlpatterns = [
    path("", reading.cooperations, name="cooperations"),
    path("ours/", reading.ours, name="our_cooperations"),
    path("found/", founding.found, name="found_cooperation"),
    path("invitations/<int:pk>/", taking_part.invitation, name="cooperation_invitation"),
    path("parties/<int:pk>/leave/", taking_part.leave, name="leave_cooperation"),
    path("parties/<int:pk>/shown/", taking_part.shown, name="shown_in_cooperation"),
    path("parties/<int:pk>/remove/", taking_part.remove, name="remove_from_cooperation"),
    path("<int:pk>/", reading.cooperation, name="cooperation"),
    path("<int:pk>/change/", founding.change, name="change_cooperation"),
    path("<int:pk>/invite/", taking_part.invite, name="invite_to_cooperation"),
    path("<int:pk>/start/", founding.start, name="start_cooperation"),
    path("<int:pk>/end/", founding.end, name="end_cooperation"),
]
