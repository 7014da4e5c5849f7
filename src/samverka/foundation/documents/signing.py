"""Signing PDF documents (PAdES, ETSI EN 319 142), one organisation after another, and checking who signed what."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pikepdf
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext_lazy as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from samverka.foundation.documents.keys import Key, test_authority, trusted_authorities
from samverka.foundation.kernel.refusals import Refused

__all__ = ["CheckedSignature", "checked_signatures", "signed_pdf", "with_places"]

_DIGEST: Final = "sha256"
_PRINTED: Final = 4


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """What a signature in a document is worth.

    whole: what was signed is just as it was. last: nothing but later signatures was added to it. trusted: its
    certificate leads to an authority that is trusted here, of which the test authority is one.
    """

    signer: str
    reason: str
    signed_at: datetime | None
    whole: bool
    last: bool
    trusted: bool
    is_test: bool

    @property
    def holds(self) -> bool:
        return self.whole and self.last and self.trusted


def with_places(content: bytes, places: dict[str, str]) -> bytes:
    """The document with places for signatures: names of fields, with what a screen reader calls them.

    They take no room on the page and stand in the document's structure, so that it stays accessible (PDF/UA wants
    each field in the structure) and fit for the archive (PDF/A forbids hidden ones).
    """
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        parents = pikepdf.NumberTree(root.StructTreeRoot.ParentTree)
        page = document.pages[-1].obj
        page.Tabs = pikepdf.Name.S
        page.Annots = page.get("/Annots", pikepdf.Array([]))
        for number, (field, label) in enumerate(places.items(), start=max(parents, default=-1) + 1):
            widget, element = _place(document, page, field, label, number)
            root.AcroForm.Fields.append(widget)
            page.Annots.append(widget)
            parents[number] = element
        root.StructTreeRoot.ParentTreeNextKey = max(parents, default=-1) + 1
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
    return written.getvalue()


def signed_pdf(content: bytes, key: Key, *, field: str, name: str, reason: str) -> bytes:
    """The document with one more place signed, added to it so that the earlier signatures still hold."""
    signer = SimpleSigner.load_pkcs12_data(key.sealed, other_certs=[], passphrase=key.phrase)
    if signer is None:
        raise Refused(
            _("The organisation's key cannot be opened. Whoever keeps the installation must import it again.")
        )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    about = PdfSignatureMetadata(
        field_name=field, md_algorithm=_DIGEST, name=name, reason=reason, subfilter=SigSeedSubFilter.PADES
    )
    signed = sign_pdf(writer, about, signer=signer, existing_fields_only=True)
    return bytes(signed.getvalue())


def checked_signatures(content: bytes) -> list[CheckedSignature]:
    """Each signature in a document, in the order in which they were made. Raises `Refused` where it is no PDF."""
    try:
        embedded = PdfFileReader(io.BytesIO(content)).embedded_signatures
        return [_checked(signature) for signature in embedded]
    except (PdfError, ValueError, KeyError, IndexError) as damage:
        raise Refused(_("The document cannot be read: it is no PDF, or it has been damaged.")) from damage


def _place(document: Any, page: Any, field: str, label: str, number: int) -> tuple[Any, Any]:
    widget = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=field,
            TU=label,
            Contents=label,
            F=_PRINTED,
            Rect=pikepdf.Array([0, 0, 0, 0]),
            P=page,
            StructParent=number,
        )
    )
    whole = document.Root.StructTreeRoot.K
    whole = whole[0] if isinstance(whole, pikepdf.Array) else whole
    reference = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=widget, Pg=page)
    element = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Form, P=whole, K=reference, Alt=label)
    )
    whole.K = (
        pikepdf.Array([*whole.K, element])
        if isinstance(whole.K, pikepdf.Array)
        else pikepdf.Array([whole.K, element])
    )
    return widget, element


def _checked(signature: Any) -> CheckedSignature:
    status = validate_pdf_signature(signature, signer_validation_context=_trust())
    authority = _as_asn1(test_authority()).subject.human_friendly
    return CheckedSignature(
        signer=str(signature.signer_cert.subject.native.get("organization_name", "")),
        reason=str(signature.sig_object.get("/Reason", "")),
        signed_at=signature.self_reported_timestamp,
        whole=status.intact and status.valid,
        last=status.bottom_line or _only_signatures_followed(status),
        trusted=status.trusted,
        is_test=signature.signer_cert.issuer.human_friendly == authority,
    )


def _only_signatures_followed(status: Any) -> bool:
    level = status.modification_level
    return (
        bool(status.docmdp_ok) and level is not None and level.name in {"NONE", "LTA_UPDATES", "FORM_FILLING"}
    )


def _trust() -> ValidationContext:
    """The authorities that this installation trusts. Nothing is asked of the network."""
    return ValidationContext(
        trust_roots=[_as_asn1(one) for one in trusted_authorities()], allow_fetching=False
    )


def _as_asn1(certificate: x509.Certificate) -> Any:
    return Certificate.load(certificate.public_bytes(Encoding.DER))
