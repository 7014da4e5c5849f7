from django.urls import path

from samverka.portal.law import views

urlpatterns = [
    path("", views.statutes, name="statutes"),
    path("<int:year>/<int:number>/", views.contents, name="statute"),
    path("<int:year>/<int:number>/text/", views.text, name="statute_text"),
    path("<int:year>/<int:number>/<slug:eid>/", views.provision, name="provision"),
]
