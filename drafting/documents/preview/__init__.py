"""A document as pages to look at: every line of a .docx at its place on A4, and the same as one page of HTML."""

from drafting.documents.preview.html import as_html
from drafting.documents.preview.model import Box, Face, Line, Page, Picture, Preview, Program, Rule, Stretch
from drafting.documents.preview.pages import preview

__all__ = ["Box", "Face", "Line", "Page", "Picture", "Preview", "Program", "Rule", "Stretch", "as_html", "preview"]
