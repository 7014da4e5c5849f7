"""Addresses that are the same in every language."""

from django.urls import path

from samverka.portal.areas import maps
from samverka.portal.bodies.views import calendar as bodies
from samverka.portal.front import views as front
from samverka.portal.people import calendar

app_name = "plain"

urlpatterns = [
    path("", front.choose_language, name="choose_language"),
    path("health", front.health, name="health"),
    path("robots.txt", front.robots, name="robots"),
    path("calendar/<str:token>.ics", calendar.calendar, name="calendar"),
    path("bodies/<int:pk>/meetings.ics", bodies.calendar, name="body_calendar"),
    path("map.svg", maps.country, name="map"),
    path("map/<slug:kind>/<str:code>.svg", maps.area, name="map_of"),
]
