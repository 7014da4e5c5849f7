from django.urls import path

from samverka.portal.about import views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("data-protection/", views.data_protection, name="data_protection"),
    path("reading-guide/", views.reading_guide, name="reading_guide"),
    path("components/", views.components, name="components"),
]
