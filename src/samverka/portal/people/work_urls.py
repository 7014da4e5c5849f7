from django.urls import path

from samverka.portal.people import being_told, outbox, work

urlpatterns = [
    path("", work.my_work, name="my_work"),
    path("read/", work.read_all, name="read_all"),
    path("read/<int:pk>/", work.read, name="read"),
    path("letters/", being_told.choose_letters, name="choose_letters"),
    path("letters/stop/<str:token>/", being_told.stop, name="stop_letters"),
    path("calendar/", being_told.calendar_address, name="calendar_address"),
    path("outbox/", outbox.outbox, name="outbox"),
]
