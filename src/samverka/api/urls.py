"""Addresses of open data, for machines; the same in every language."""

from django.urls import include, path

from samverka.api import cooperation, tables
from samverka.api.open import api

as_tables = [
    path("actors.csv", tables.actors, name="actors"),
    path("duties.csv", tables.duties, name="duties"),
    path("statutes.csv", tables.statutes, name="statutes"),
    path("cooperations.csv", cooperation.table, name="cooperations"),
    path("municipalities.csv", tables.municipalities, name="municipalities"),
    path("responsibility/<str:code>.csv", tables.responsibility, name="responsibility"),
]

urlpatterns = [
    path("v1/", include((as_tables, "csv"))),
    path("v1/", api.urls),
]
