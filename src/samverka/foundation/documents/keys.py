"""Keys by which organisations sign: one sealed file each, and a test authority of the installation's own.

A key that somebody has imported (PKCS#12, from an authority that readers trust) is used as it is. An organisation
without one signs with a certificate that the installation makes itself. That is a test certificate: its name says so,
so do the document and the pages, and nobody outside can rely on it.
"""

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from samverka.foundation.kernel.refusals import Refused

__all__ = ["Key", "has_own_key", "import_key", "key_of", "test_authority", "trusted_authorities"]

_YEARS: Final = timedelta(days=3 * 365)
_AUTHORITY: Final = "test-authority"
_TEST: Final = "TEST"
_KEY_USAGE: Final = dict.fromkeys(
    (
        "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"
    ),
    False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """An organisation's key: sealed bytes with the phrase that opens them. `is_test`: made by the installation."""

    sealed: bytes
    phrase: bytes
    is_test: bool
    fingerprint: str


def has_own_key(slug: str) -> bool:
    """Whether an organisation has imported a key, and thus signs with more than a test certificate."""
    return _place(slug).exists()


def key_of(slug: str, name: str) -> Key:
    """The key of an organisation: its own, else a test key, made when it is first asked for."""
    if has_own_key(slug):
        return _opened(_place(slug), is_test=False)
    place = _place(f"test-{slug}")
    if not place.exists() or _has_run_out(place):
        _make_test_key(slug, name)
    return _opened(place, is_test=True)


def import_key(slug: str, sealed: bytes, phrase: bytes) -> Key:
    """Keep a key that an organisation has got from an authority. Raises `Refused` where it cannot be opened or used."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(sealed, phrase)
    except ValueError as damage:
        raise Refused(
            _("The file cannot be opened with this phrase. It must be PKCS#12 (.p12 or .pfx).")
        ) from damage
    if key is None or certificate is None:
        raise Refused(_("The file holds no key with a certificate."))
    if certificate.not_valid_after_utc <= datetime.now(UTC):
        raise Refused(_("The certificate has run out."))
    again = pkcs12.serialize_key_and_certificates(slug.encode(), key, certificate, others, _encryption())  # type: ignore[arg-type]
    _write(_place(slug), again)
    return _opened(_place(slug), is_test=False)


def test_authority() -> x509.Certificate:
    """The certificate of the installation's own test authority, made when it is first asked for."""
    place = _place(_AUTHORITY)
    if not place.exists():
        _make_authority()
    _key, certificate, _others = pkcs12.load_key_and_certificates(place.read_bytes(), _phrase())
    assert certificate is not None  # noqa: S101  (we wrote it)
    return certificate


def trusted_authorities() -> list[x509.Certificate]:
    """The authorities that signatures are measured by: those that came with imported keys, and the test authority."""
    own = [place for place in Path(settings.KEYS).glob("*.p12") if not place.name.startswith("test-")]
    chains = (pkcs12.load_key_and_certificates(place.read_bytes(), _phrase())[2] for place in sorted(own))
    return [test_authority(), *(certificate for chain in chains for certificate in chain)]


def _make_authority() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"Samverka {_TEST} authority (no legal force)", _TEST)
    basics = x509.BasicConstraints(ca=True, path_length=0)
    usage = x509.KeyUsage(
        digital_signature=False, content_commitment=False, key_cert_sign=True, crl_sign=True, **_KEY_USAGE
    )
    certificate = _certificate(name, name, key.public_key(), basics, usage, 10 * _YEARS).sign(
        key, hashes.SHA256()
    )
    _write(_place(_AUTHORITY), _sealed(_AUTHORITY, key, certificate, []))


def _make_test_key(slug: str, name: str) -> None:
    authority = test_authority()
    signer, _authority, _others = pkcs12.load_key_and_certificates(_place(_AUTHORITY).read_bytes(), _phrase())
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(f"{name[:36]} ({_TEST} certificate)", name)
    basics = x509.BasicConstraints(ca=False, path_length=None)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_cert_sign=False, crl_sign=False, **_KEY_USAGE
    )
    builder = _certificate(subject, authority.subject, key.public_key(), basics, usage, _YEARS)
    certificate = builder.sign(signer, hashes.SHA256())  # type: ignore[arg-type]
    _write(_place(f"test-{slug}"), _sealed(slug, key, certificate, [authority]))


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    basics: x509.BasicConstraints,
    usage: x509.KeyUsage,
    lasting: timedelta,
) -> x509.CertificateBuilder:
    begun = datetime.now(UTC) - timedelta(minutes=5)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + lasting)
    )
    return builder.add_extension(basics, critical=True).add_extension(usage, critical=True)


def _named(common: str, organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FI"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, common[:64]),
        ]
    )


def _opened(place: Path, *, is_test: bool) -> Key:
    sealed = place.read_bytes()
    _key, certificate, _others = pkcs12.load_key_and_certificates(sealed, _phrase())
    assert certificate is not None  # noqa: S101  (we wrote it)
    return Key(sealed, _phrase(), is_test, certificate.fingerprint(hashes.SHA256()).hex())


def _has_run_out(place: Path) -> bool:
    _key, certificate, _others = pkcs12.load_key_and_certificates(place.read_bytes(), _phrase())
    return certificate is None or certificate.not_valid_after_utc <= datetime.now(UTC) + timedelta(days=1)


def _sealed(
    name: str, key: ec.EllipticCurvePrivateKey, own: x509.Certificate, others: list[x509.Certificate]
) -> bytes:
    return pkcs12.serialize_key_and_certificates(name.encode(), key, own, others, _encryption())


def _encryption() -> BestAvailableEncryption:
    return BestAvailableEncryption(_phrase())


def _phrase() -> bytes:
    """What seals the files of keys: it follows from the installation's secret key, and lies nowhere."""
    return salted_hmac("samverka.foundation.documents.keys", "seal", algorithm="sha256").hexdigest().encode()


def _place(name: str) -> Path:
    return Path(settings.KEYS) / f"{name}.p12"


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, beside = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(beside).replace(place)
