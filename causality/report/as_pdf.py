"""The HTML report as PDF/UA, with the ``pdf`` extra. Nothing is loaded while it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from causality.errors import MissingExtra

if TYPE_CHECKING:
    from weasyprint import HTML

__all__ = ["as_pdf"]

_VARIANT = "pdf/ua-1"
_COMMAND = "python -m pip install 'causality-pv[pdf]'"


def as_pdf(html: str) -> bytes:
    """The document that ``as_html`` gave, as a tagged PDF; same document, same bytes.

    ``MissingExtra`` names the command that brings what is not installed.
    """
    written: bytes = _document(html).write_pdf(pdf_variant=_VARIANT)
    return written


def _document(html: str) -> HTML:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError:
        raise MissingExtra(f"a PDF needs weasyprint; get it with: {_COMMAND}") from None
    except OSError:
        # weasyprint is there, but not the library that sets its text.
        message = "a PDF needs Pango; on Debian and Ubuntu: apt install libpango-1.0-0"
        raise MissingExtra(f"{message} libpangoft2-1.0-0") from None
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
