from django.urls import path

from samverka.portal.responsibility import views

urlpatterns = [
    path("municipalities/<str:code>/", views.responsible, name="responsible"),
    path("municipalities/<str:code>/changes/", views.changes, name="changes"),
]
