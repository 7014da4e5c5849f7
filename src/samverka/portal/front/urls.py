from django.urls import path

from samverka.portal.front import views

urlpatterns = [
    path("", views.front, name="front"),
    path("choose/", views.choose, name="choose"),
]
