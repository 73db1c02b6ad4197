"""Kinds of files that are taken in, wherever they are taken."""

from __future__ import annotations

from enum import StrEnum


class MediaType(StrEnum):
    """What is taken: anything that runs, or that a browser would show as a page, is not."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TEXT = "text/plain"
    CSV = "text/csv"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
