"""Addresses that are the same in every language."""

from django.urls import path

from samverka.portal.areas import maps
from samverka.portal.front import views as front

app_name = "plain"

urlpatterns = [
    path("", front.choose_language, name="choose_language"),
    path("health", front.health, name="health"),
    path("robots.txt", front.robots, name="robots"),
    path("map.svg", maps.country, name="map"),
    path("map/<slug:kind>/<str:code>.svg", maps.area, name="map_of"),
]
