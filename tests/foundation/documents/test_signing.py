"""Signatures in documents: they hold, they are found to hold by another reader, and tampering is found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from tests.foundation.documents.conftest import whole_pdf

from samverka.foundation.documents.keys import has_own_key, import_key, key_of
from samverka.foundation.documents.signing import checked_signatures, signed_pdf, with_places
from samverka.foundation.kernel.refusals import Refused

PLACES = {"party-1": "Underskrift: Vasa", "party-2": "Underskrift: Österbottens välfärdsområde"}


@pytest.fixture(autouse=True)
def _own_keys(settings: LazySettings, tmp_path: Path) -> None:
    settings.KEYS = tmp_path


def signed(content: bytes, slug: str, name: str, field: str) -> bytes:
    return signed_pdf(content, key_of(slug, name), field=field, name="Anna Å", reason=f"För {name}")


@pytest.fixture
def twice() -> bytes:
    once = signed(with_places(whole_pdf(), PLACES), "municipality-905", "Vasa", "party-1")
    return signed(once, "hva-17", "Österbottens välfärdsområde", "party-2")


def test_both_signatures_hold(twice: bytes) -> None:
    checked = checked_signatures(twice)

    assert [(one.signer, one.holds, one.is_test) for one in checked] == [
        ("Vasa", True, True),
        ("Österbottens välfärdsområde", True, True),
    ]
    assert [one.reason for one in checked] == ["För Vasa", "För Österbottens välfärdsområde"]


def test_no_signature_at_all_is_an_empty_list() -> None:
    assert checked_signatures(with_places(whole_pdf(), PLACES)) == []


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(Refused):
        checked_signatures(b"%PDF-1.7 but not really")


def test_a_changed_word_is_found(twice: bytes) -> None:
    start = twice.find(b"/Title")
    changed = bytearray(twice)
    changed[start + 9] ^= 1

    assert not any(one.holds for one in checked_signatures(bytes(changed)))


def test_something_added_after_the_signatures_is_found(twice: bytes, tmp_path: Path) -> None:
    import io

    from pyhanko.pdf_utils.generic import NameObject, pdf_name, pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(twice))
    page = writer.root["/Pages"]["/Kids"][0]
    page[NameObject("/Contents")] = writer.add_object(pdf_string("another text"))
    page[pdf_name("/UserUnit")] = pdf_name("/X")
    writer.update_container(page)
    added = io.BytesIO()
    writer.write(added)

    assert not any(one.holds for one in checked_signatures(added.getvalue()))


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils are not there")
def test_an_independent_reader_agrees(twice: bytes, tmp_path: Path) -> None:
    document = tmp_path / "signed.pdf"
    document.write_bytes(twice)

    said = subprocess.run(["pdfsig", "-nocert", document], capture_output=True, text=True, check=True).stdout

    assert said.count("Signature is Valid.") == 2
    assert "Total document signed" in said
    assert "Vasa (TEST certificate)" in said


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils are not there")
def test_an_independent_reader_finds_tampering(twice: bytes, tmp_path: Path) -> None:
    changed = bytearray(twice)
    changed[twice.find(b"/Title") + 9] ^= 1
    document = tmp_path / "changed.pdf"
    document.write_bytes(changed)

    said = subprocess.run(["pdfsig", "-nocert", document], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid." not in said
    assert "Digest Mismatch" in said


def test_a_process_of_its_own_checks_a_file(twice: bytes, tmp_path: Path, settings: LazySettings) -> None:
    document = tmp_path / "signed.pdf"
    document.write_bytes(twice)
    look = (
        "import sys; from pyhanko.pdf_utils.reader import PdfFileReader\n"
        "from pyhanko.sign.validation import validate_pdf_signature\n"
        "for one in PdfFileReader(open(sys.argv[1], 'rb')).embedded_signatures:\n"
        "    status = validate_pdf_signature(one); print(status.intact, status.valid)"
    )

    said = subprocess.run(
        [sys.executable, "-c", look, document], capture_output=True, text=True, check=True
    ).stdout

    assert said.split() == ["True"] * 4


def sealed_key(days: int) -> bytes:
    """A key as an authority gives it: one that nobody here knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Vasa stad")])
    begun = datetime.now(UTC) - timedelta(days=10)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(begun).not_valid_after(begun + timedelta(days=days))
    certificate = builder.sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"vasa", key, certificate, None, BestAvailableEncryption(b"phrase")
    )


def test_an_imported_key_is_used_and_is_no_test(tmp_path: Path) -> None:
    import_key("municipality-905", sealed_key(20), b"phrase")
    key = key_of("municipality-905", "Vasa")

    assert has_own_key("municipality-905")
    assert not key.is_test
    (checked,) = checked_signatures(
        signed_pdf(with_places(whole_pdf(), PLACES), key, field="party-1", name="A", reason="R")
    )
    assert (checked.signer, checked.whole, checked.trusted, checked.is_test) == (
        "Vasa stad",
        True,
        False,
        False,
    )


@pytest.mark.parametrize(("days", "phrase"), [(20, b"wrong"), (5, b"phrase")])
def test_a_key_that_cannot_be_opened_or_has_run_out_is_refused(days: int, phrase: bytes) -> None:
    with pytest.raises(Refused):
        import_key("municipality-905", sealed_key(days), phrase)

    assert not has_own_key("municipality-905")


def test_keys_lie_sealed_and_for_their_owner_alone(tmp_path: Path) -> None:
    key_of("municipality-905", "Vasa")

    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    with pytest.raises(ValueError, match=r"."):
        pkcs12.load_key_and_certificates((tmp_path / "test-municipality-905.p12").read_bytes(), b"guess")
