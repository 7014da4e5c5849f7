from django.urls import path

from samverka.portal.actors import views

urlpatterns = [
    path("", views.actors, name="actors"),
    path("<slug:slug>/", views.actor, name="actor"),
]
