from django.urls import path

from samverka.portal.search import views

urlpatterns = [path("", views.results, name="search")]
