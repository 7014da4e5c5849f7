from django.urls import path

from samverka.portal.areas import views

urlpatterns = [
    path("municipalities/", views.municipalities, name="municipalities"),
    path("areas/<slug:kind>/", views.kind_of_area, name="areas"),
    path("areas/<slug:kind>/<str:code>/", views.area, name="area"),
]
