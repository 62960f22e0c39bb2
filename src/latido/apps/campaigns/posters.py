"""A stand's poster: words and QR code on one upright page, as an accessible PDF.

WeasyPrint is imported when the first poster is asked for, since it needs Pango; it can reach nothing but the
files that stand beside this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils import translation

from latido.apps.campaigns.choices import PaperSize
from latido.apps.campaigns.models import Stand
from latido.countries import Country, Hotline

QR_ERROR_CORRECTION = "q"
"""ISO/IEC 18004 level Q: readable with a quarter of it rubbed off, as happens to posters in parks."""

QR_QUIET_ZONE = 4
"""Modules of white around the code, ISO/IEC 18004."""

OWN_SCHEME = "latido:"
OWN_FILES = frozenset({"poster.css"})

KEPT_POSTERS = 64
"""Finished posters held in memory (some 30 kB each): the same address costs the drawing once."""


class ForeignFileError(ValueError):
    """A poster's template asked for something that is not one of its own files."""


@dataclass(frozen=True, kw_only=True)
class Poster:
    """Everything that is printed, in one language: ``report_url`` in the code, ``short_url`` beside it."""

    language: str
    size: PaperSize
    campaign: str
    call_to_action: str
    line_label: str
    line_number: str
    line_note: str
    event: str
    place: str
    agency: str
    stand_number: int
    report_url: str
    short_url: str

    @property
    def short_words(self) -> str:
        """The short address as somebody types it."""
        return self.short_url.split("://", 1)[-1].rstrip("/")

    @property
    def qr_svg(self) -> str:
        """The code as one SVG path, in the ink of the poster."""
        code = qr_code(self.report_url)
        return str(code.svg_inline(omitsize=True, border=QR_QUIET_ZONE, dark="#0b2342", light="#fff"))


def qr_code(address: str) -> segno.QRCode:
    """The QR code of an address."""
    return segno.make(address, error=QR_ERROR_CORRECTION, micro=False)


def poster_of(
    stand: Stand, *, country: Country, language: str, size: PaperSize, report_url: str, short_url: str
) -> Poster:
    """The words of a stand's poster. A line that the country does not have leaves its words empty."""
    campaign, event = stand.event.campaign, stand.event
    spanish = language.startswith("es")
    line = next((line for line in country.hotlines if line.code == campaign.hotline), None)
    return Poster(
        language=language,
        size=size,
        campaign=campaign.name_es if spanish else campaign.name_en,
        call_to_action=unbroken(campaign.call_to_action_es if spanish else campaign.call_to_action_en, line),
        line_label=line.label.label(language) if line else "",
        line_number=line.number if line else "",
        line_note=line.note.label(language) if line else "",
        event=event.name_es if spanish else event.name_en,
        place=event.place_name,
        agency=stand.agency_name,
        stand_number=stand.number,
        report_url=report_url,
        short_url=short_url,
    )


def unbroken(words: str, line: Hotline | None) -> str:
    """The words with the line's number kept together when they wrap."""
    return words.replace(line.number, line.number.replace(" ", "\N{NO-BREAK SPACE}")) if line else words


@lru_cache(maxsize=KEPT_POSTERS)
def poster_pdf(poster: Poster) -> bytes:
    """The poster as a tagged PDF (PDF/UA-1) of one page."""
    from weasyprint import HTML

    with translation.override(poster.language):
        page = render_to_string("campaigns/poster.html", {"poster": poster})
    # No address of its own: what the template does not hold itself can only be one of OWN_FILES.
    document = HTML(string=page, base_url=OWN_SCHEME, url_fetcher=_own_files_only())
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def own_file(url: str) -> bytes:
    """The bytes of one of the poster's own files. Raises ``ForeignFileError`` for any other address."""
    name = url.removeprefix(OWN_SCHEME)
    if not url.startswith(OWN_SCHEME) or name not in OWN_FILES:
        raise ForeignFileError(f"A poster may not fetch {url!r}.")
    return (files("latido.apps.campaigns") / "poster" / name).read_bytes()


def _own_files_only() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Gives the poster's own files; anything else ends the drawing instead of leaving a gap."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002
            try:
                return URLFetcherResponse(url, own_file(url), {"Content-Type": "text/css; charset=utf-8"})
            except ForeignFileError as error:
                raise FatalURLFetchingError(str(error)) from error

    return OwnFiles(allowed_protocols=["latido"], allow_redirects=False)
