"""Writes small PDFs for tests: Chinese text at given places, lines, pages. Nothing is embedded.

The font is one of the Chinese fonts that every PDF reader must know by name; each character is one
em wide. ``y`` counts from the top of the page, as in what is read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 400.0, 600.0


@dataclass
class Sheet:
    """One page to be written."""

    rotation: int = 0
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10) -> Sheet:
        """Write a line; ``y`` is its base."""
        shown = text.encode("utf-16-be").hex()
        self.parts.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{shown}> Tj ET")
        return self

    def lines(self, x: float, y: float, *texts: str, step: float = 15) -> Sheet:
        """Write lines below one another."""
        for number, text in enumerate(texts):
            self.text(x, y + number * step, text)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a straight line."""
        self.parts.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw a full grid."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def row(self, xs: Sequence[float], y: float, *texts: str) -> Sheet:
        """Write one line into each cell of a row."""
        for x, text in zip(xs, texts, strict=False):
            if text:
                self.text(x + 3, y, text)
        return self


def pdf(*sheets: Sheet, extra: str = "") -> bytes:
    """The file; ``extra`` goes into the trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids ["
        + " ".join(f"{6 + 2 * n} 0 R" for n in range(len(sheets)))
        + "] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -120 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for number, sheet in enumerate(sheets):
        stream = "\n".join(sheet.parts)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Rotate {sheet.rotation} /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    body += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF"
    )
    return body.encode("ascii")
