"""A stand's poster: its words, its size, its QR code as it is drawn, and what it may fetch."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from latido import countries
from latido.apps.audit.actions import SYSTEM
from latido.apps.campaigns import actions, posters
from latido.apps.campaigns.choices import PaperSize
from tests.conftest import required

REPORT = "https://latido.invalid/es/report/?c=corazon-ficticio&p=07-tuxtla-gutierrez"
SHORT = "https://latido.invalid/es/s/k7m4p/"
POINT_MM = 25.4 / 72
CODE_SIDE_REM, CODE_LEFT_REM, CODE_TOP_REM = 7.4, 2 - 0.55, 32.1  # poster.css
DOTS_PER_INCH = 150


@pytest.fixture
def words(event):
    stand = actions.create_stand(by=SYSTEM, event=event, number=12, agency_name="Agencia Ficticia")
    return posters.poster_of(
        stand,
        country=countries.load("mx"),
        language="es",
        size=PaperSize.A3,
        report_url=REPORT,
        short_url=SHORT,
    )


def text_of(pdf: bytes) -> str:
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    return " ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split())


def drawn(pdf: bytes, folder) -> Image.Image:
    (folder / "poster.pdf").write_bytes(pdf)
    program = required("pdftoppm", "poppler-utils")
    command = [program, "-r", str(DOTS_PER_INCH), "-png", "-singlefile", "poster.pdf", "poster"]
    subprocess.run(command, cwd=folder, check=True)
    return Image.open(folder / "poster.png").convert("L")


def modules_in(picture: Image.Image, size: int) -> list[list[int]]:
    """Dark (1) and light (0) modules where the poster draws its code, quiet zone and all."""
    per_rem = 10 / 25.4 * DOTS_PER_INCH
    side = CODE_SIDE_REM * per_rem / size
    left, top = CODE_LEFT_REM * per_rem, CODE_TOP_REM * per_rem
    middle = [(step + 0.5) * side for step in range(size)]
    return [[int(picture.getpixel((int(left + x), int(top + y))) < 128) for x in middle] for y in middle]


@pytest.mark.parametrize(("size", "width", "height"), [(PaperSize.A3, 297, 420), (PaperSize.A4, 210, 297)])
def test_a_poster_is_one_page_of_its_size(words, size, width, height):
    reader = PdfReader(io.BytesIO(posters.poster_pdf(replace(words, size=size))))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (round(float(box.width) * POINT_MM), round(float(box.height) * POINT_MM)) == (width, height)
    assert reader.metadata.title == "Corazón Ficticio: Feria Ficticia de la información"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_poster_says_what_to_do(words):
    text = text_of(posters.poster_pdf(words))
    for said in (
        "Si algo no le parece bien, llame.",
        "800 5533 000",
        "Línea Nacional contra la Trata de Personas",
        "O avise desde su teléfono",
        "latido.invalid/es/s/k7m4p",
        "Agencia Ficticia · módulo 12",
        "Feria Ficticia de la información · Tuxtla Gutiérrez",
    ):
        assert said in text


def test_a_poster_speaks_english_too(words):
    text = text_of(posters.poster_pdf(replace(words, language="en")))
    assert "Or tell us from your phone" in text
    assert "stand 12" in text


def test_the_code_on_the_paper_is_that_of_the_address(words, tmp_path):
    picture = drawn(posters.poster_pdf(words), tmp_path)
    expected = [list(row) for row in posters.qr_code(REPORT).matrix_iter(border=posters.QR_QUIET_ZONE)]
    assert modules_in(picture, len(expected)) == expected
    other = [list(row) for row in posters.qr_code(REPORT + "x").matrix_iter(border=posters.QR_QUIET_ZONE)]
    assert modules_in(picture, len(other)) != other


def test_hostile_words_stay_words(words):
    pdf = posters.poster_pdf(replace(words, agency='<img src="https://latido.invalid/x.png">'))
    assert '<img src="https://latido.invalid/x.png">' in text_of(pdf)


@pytest.mark.parametrize(
    "address",
    [
        "https://latido.invalid/poster.css",
        "file:///etc/hostname",
        "latido:../models.py",
        "latido:",
        "data:text/css,*{}",
    ],
)
def test_a_poster_may_fetch_nothing_but_its_own_files(address):
    with pytest.raises(posters.ForeignFileError):
        posters.own_file(address)
    assert b"@page" in posters.own_file("latido:poster.css")


@pytest.mark.parametrize("address", ["https://latido.invalid/x.png", "file:///etc/hostname"])
def test_a_template_that_fetches_from_elsewhere_draws_nothing(words, monkeypatch, address):
    from weasyprint.urls import FatalURLFetchingError

    page = f'<html lang="es"><title>x</title><img alt="" src="{address}"></html>'
    monkeypatch.setattr(posters, "render_to_string", lambda *_: page)
    with pytest.raises(FatalURLFetchingError, match="may not fetch"):
        posters.poster_pdf(replace(words, stand_number=99))


def test_a_line_that_the_country_does_not_have_is_left_out(words):
    pdf = posters.poster_pdf(replace(words, line_number="", line_label="", line_note=""))
    assert "Línea Nacional" not in text_of(pdf)


def test_drawing_twice_costs_once(words):
    posters.poster_pdf.cache_clear()
    assert posters.poster_pdf(words) is posters.poster_pdf(replace(words))
    assert posters.poster_pdf.cache_info()[:2] == (1, 1)
