"""Identity providers by which people sign in, from environment variables. None of them set: only local accounts."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import environ

__all__ = ["App", "origins", "providers"]

App = dict[str, Any]

# How an identity provider names what it says of a person, unless the installation says otherwise.
_SAML_NAMES: Final = {
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "email",
        "mail",
    ],
    "first_name": [
        "urn:oid:2.5.4.42",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
        "givenName",
    ],
    "last_name": ["urn:oid:2.5.4.4", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "sn"],
    "email_verified": ["email_verified"],
}


def providers(env: environ.Env) -> dict[str, Any]:
    """What `SOCIALACCOUNT_PROVIDERS` is to hold: each provider that the environment names."""
    return {
        "openid_connect": {"APPS": _oidc(env), "OAUTH_PKCE_ENABLED": True},
        "saml": {"APPS": _saml(env)},
    }


def origins(configured: dict[str, Any]) -> list[str]:
    """Where the browser is led from our sign-in form: a form may go there, and nowhere else than here."""
    apps = [app["settings"] for provider in configured.values() for app in provider["APPS"]]
    addresses = [
        app.get("server_url") or app["idp"].get("sso_url") or app["idp"]["metadata_url"] for app in apps
    ]
    return sorted({f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses)})


def _oidc(env: environ.Env) -> list[App]:
    server = env.str("OIDC_SERVER", "")
    if not server:
        return []
    settings = {
        "server_url": server,
        "token_auth_method": env.str("OIDC_TOKEN_AUTH", "client_secret_basic"),
        "verified_email": env.bool("OIDC_TRUSTS_EMAIL", False),
    }
    app = {
        "provider_id": "oidc",
        "name": env.str("OIDC_NAME", "OpenID Connect"),
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_CLIENT_SECRET"),
        "settings": settings,
    }
    return [app]


def _saml(env: environ.Env) -> list[App]:
    entity = env.str("SAML_ENTITY_ID", "")
    if not entity:
        return []
    names = _SAML_NAMES | {"uid": env.str("SAML_UID_NAME", "urn:oasis:names:tc:SAML:attribute:subject-id")}
    settings = {
        "idp": _saml_idp(env, entity),
        "attribute_mapping": names,
        "verified_email": env.bool("SAML_TRUSTS_EMAIL", False),
        "advanced": _saml_keys(env)
        | {"strict": True, "want_assertion_signed": True, "reject_idp_initiated_sso": True},
    }
    return [
        {
            "provider_id": "saml",
            "client_id": "saml",
            "name": env.str("SAML_NAME", "SAML"),
            "settings": settings,
        }
    ]


def _saml_idp(env: environ.Env, entity: str) -> App:
    if metadata := env.str("SAML_METADATA_URL", ""):
        return {"entity_id": entity, "metadata_url": metadata}
    certificate = Path(env.str("SAML_CERTIFICATE")).read_text()
    return {"entity_id": entity, "sso_url": env.str("SAML_SSO_URL"), "x509cert": certificate}


def _saml_keys(env: environ.Env) -> App:
    """Our own key, where the provider wants requests to be signed."""
    key = env.str("SAML_OWN_KEY", "")
    if not key:
        return {}
    own = Path(env.str("SAML_OWN_CERTIFICATE")).read_text()
    return {"private_key": Path(key).read_text(), "x509cert": own, "authn_request_signed": True}
