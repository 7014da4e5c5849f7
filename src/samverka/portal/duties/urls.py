from django.urls import path

from samverka.portal.duties import views

urlpatterns = [
    path("", views.duties, name="duties"),
    path("<slug:code>/", views.duty, name="duty"),
    path("<slug:code>/law/", views.law, name="duty_law"),
]
