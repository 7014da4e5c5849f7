"""Why a document was not read: a code and its parameters for pages in any language, a plain sentence for the
terminal.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SENTENCES = {
    "file.empty": "The file is empty. Fetch it again.",
    "file.too_large": "The file has {size} bytes; at most {limit} are read. Check that it is a single "
    "statute.",
    "file.unknown_format": "The file is neither Finlex XML, Akoma Ntoso nor consolidated Markdown ({name}). "
    "Use a file as Finlex or legalize-fi gives it.",
    "text.not_utf8": "The file is not UTF-8: byte {position} on line {line} does not fit. "
    "Save it as UTF-8, or fetch it again.",
    "text.utf16": "The file is written in UTF-16. Save it as UTF-8.",
    "text.declared_encoding": "The file says it is written in {encoding}. Save it as UTF-8 and let it "
    "say so.",
    "text.double_encoded": "The letters on line {line} have been encoded twice ({sample} where {meant} was "
    "meant). Fetch the file again without conversion, or repair it by decoding once more.",
    "xml.malformed": "The file is not well-formed XML: line {line}: {reason}. Fetch it again.",
    "xml.entity": "The file declares an entity on line {line}. Statutes need none, and entities can be an "
    "attack: remove it.",
    "xml.dtd": "The file has a document type declaration on line {line}. Statutes need none: remove it.",
    "xml.too_deep": "The elements are nested deeper than {limit}. This is not a statute.",
    "xml.too_many_elements": "The file has more than {limit} elements. Check that it is a single statute.",
    "xml.text_too_long": "One element on line {line} holds more than {limit} characters. This is not a "
    "statute.",
    "xml.wrong_root": "The file begins with <{root}>; {expected} was expected. Use the statute's own XML.",
    "statute.missing": "The document has no {what}. Check that the whole statute was fetched.",
    "statute.language": "The document is in the language {language}; only Swedish and Finnish are read.",
    "statute.no_text": "The document holds no text of law in Swedish or Finnish.",
    "markdown.front_matter": "The file does not begin with its front matter (title, citation, dates "
    "between two "
    "lines ---). Use the file as legalize-fi gives it.",
    "markdown.note": "The editors' note on line {line} could not be understood: {note}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason not to read: `code` is a key of SENTENCES, `parameters` fill its sentence."""

    code: str
    parameters: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.parameters)


class UnreadableStatute(ValueError):
    """The document is refused; `refusal` says why."""

    def __init__(self, code: str, **parameters: object) -> None:
        self.refusal = Refusal(code, parameters)
        super().__init__(str(self.refusal))
