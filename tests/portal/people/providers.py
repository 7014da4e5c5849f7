"""Identity providers of our own for the tests: one of OpenID Connect on loopback, one of SAML made with pysaml2."""

from __future__ import annotations

import base64
import json
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pysaml2 still names ciphers at their former places.
    from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
    from saml2.authn_context import PASSWORD as AUTHN_PASSWORD
    from saml2.config import IdPConfig
    from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server

SAML_ENTITY = "https://idp.example/metadata"
SAML_SSO = "https://idp.example/sso"


class Oidc:
    """A small provider of OpenID Connect: it signs in whoever `claims` says."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {
            "sub": "42",
            "name": "Anna Ek",
            "email": "anna@vasa.example",
            "email_verified": True,
        }
        self.asked: list[str] = []
        self.verifier = ""

    def answer(self, handler: BaseHTTPRequestHandler, body: str) -> dict[str, Any]:
        path = urlsplit(handler.path).path
        self.asked.append(path)
        if path.endswith("openid-configuration"):
            return self.configuration()
        if path == "/token":
            self.verifier = parse_qs(body).get("code_verifier", [""])[0]
            return {"access_token": "access", "token_type": "Bearer", "id_token": self.id_token()}
        return self.claims if path == "/userinfo" else {"keys": []}

    def configuration(self) -> dict[str, Any]:
        names = {
            "authorization_endpoint": "authorize",
            "token_endpoint": "token",
            "userinfo_endpoint": "userinfo",
        }
        addresses = {name: f"{self.address}/{path}" for name, path in names.items()}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/jwks", **addresses}

    def id_token(self) -> str:
        now = int(time.time())
        claims = self.claims | {"iss": self.address, "aud": "samverka", "iat": now, "exp": now + 60}
        return jwt.encode(claims, "of the tests, and long enough to sign", algorithm="HS256")


@contextmanager
def oidc_provider() -> Iterator[Oidc]:
    provider = Oidc()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            said = json.dumps(provider.answer(self, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_said: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Saml:
    """A provider of SAML 2.0: pysaml2 writes its responses, and the library that also reads ours signs them."""

    def __init__(self, our_metadata: bytes) -> None:
        self.key, self.certificate = self_signed()
        endpoints = {"single_sign_on_service": [(SAML_SSO, BINDING_HTTP_REDIRECT)]}
        settings = {
            "entityid": SAML_ENTITY,
            "service": {"idp": {"endpoints": endpoints, "sign_response": False, "sign_assertion": False}},
            "metadata": {"inline": [our_metadata.decode()]},
            "xmlsec_binary": "/bin/true",  # Nothing is signed by it.
        }
        self.server = Server(config=IdPConfig().load(settings))

    def answer(
        self, redirected_to: str, identity: dict[str, Any], *, name: str = "anna-42", sign: bool = True
    ) -> str:
        """The response to the request that an address carries, as the form field `SAMLResponse`."""
        query = parse_qs(urlsplit(redirected_to).query)
        request = self.server.parse_authn_request(query["SAMLRequest"][0], BINDING_HTTP_REDIRECT)
        arguments = self.server.response_args(request.message, [BINDING_HTTP_POST])
        name_id = NameID(format=NAMEID_FORMAT_PERSISTENT, text=name)
        how = {"class_ref": AUTHN_PASSWORD, "authn_auth": SAML_ENTITY}
        written = str(
            self.server.create_authn_response(identity, name_id=name_id, userid=name, authn=how, **arguments)
        )
        return base64.b64encode(self.signed(written) if sign else written.encode()).decode()

    def signed(self, written: str) -> bytes:
        """Sign the assertion inside the response."""
        from lxml import etree

        response = etree.fromstring(written.encode())
        space = "{urn:oasis:names:tc:SAML:2.0:assertion}"
        assertion = response.find(f"{space}Assertion")
        signed = etree.fromstring(
            OneLogin_Saml2_Utils.add_sign(etree.tostring(assertion), self.key, self.certificate)
        )
        response.replace(assertion, signed)
        return etree.tostring(response)


def self_signed() -> tuple[str, str]:
    """A key and a certificate that lasts a day."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1)
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private.decode(), built.sign(key, hashes.SHA256()).public_bytes(pem).decode()
