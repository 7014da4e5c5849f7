"""Addresses that identity providers know: one in all languages, since a provider keeps a list of them."""

from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from django.urls import path

from samverka.portal.doors import PUBLIC, serves

anybody = serves(PUBLIC)

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", anybody(oidc.login), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", anybody(oidc.callback), name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/login/", anybody(saml.login), name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", anybody(saml.acs), name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", anybody(saml.finish_acs), name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/sls/", anybody(saml.sls), name="saml_sls"),
    path("saml/<slug:organization_slug>/metadata/", anybody(saml.metadata), name="saml_metadata"),
]
