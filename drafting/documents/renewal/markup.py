"""Elements of a file → markup for another file: namespaces declared once at the root, relations under names of their own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from drafting.documents.intake.characters import MC
from drafting.documents.wml import NAMESPACES, R
from drafting.documents.wml import W as MAIN

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{" + R + "}"
_OURS = {"w": MAIN, "r": R}
_WITHOUT_RELATION = ("blip", "imagedata", "OLEObject", "hyperlink")  # which the schema has without one too


class Markup:
    """Writes elements under ``root`` as they are, save that ``relation`` names their relations anew (without it they stay).

    A relation that it has no name for leads nowhere: Word opens no file that refers to one.
    """

    def __init__(self, root: _Element, relation: Callable[[str], str | None] | None = None) -> None:
        spaces = {prefix: space for prefix, space in root.nsmap.items() if prefix and _OURS.get(prefix, space) == space}
        self._declared = [f' xmlns:{prefix}="{escape(space)}"' for prefix, space in {**spaces, **_OURS}.items()]
        self._relation = relation
        ignorable = [prefix for prefix in (root.get(MC + "Ignorable") or "").split() if prefix in spaces]
        own = {prefix: space for prefix, space in spaces.items() if prefix not in _OURS}
        if ignorable and MC[1:-1] in own.values():
            mc = next(prefix for prefix, space in own.items() if space == MC[1:-1])
            self._ignorable = f' {mc}:Ignorable="{" ".join(ignorable)}"'
        else:
            self._ignorable = ""
        self.namespaces = NAMESPACES + "".join(f' xmlns:{prefix}="{escape(space)}"' for prefix, space in own.items()) + self._ignorable
        """What the root of the part that takes the markup must declare."""

    def of(self, element: _Element) -> str:
        """Return ``element`` with all it holds."""
        if self._relation is not None:
            found = [(node, name) for node in element.iter() for name in node.attrib if str(name).startswith(_RELATION)]
            if found:
                places = {node: at for at, node in enumerate(element.iter())}
                element = copy.deepcopy(element)
                copies = list(element.iter())
                for node, name in found:
                    _relate(copies[places[node]], str(name), self._relation(str(node.get(name))))
        written = etree.tostring(element, encoding="unicode", with_tail=False)
        for declaration in self._declared:
            written = written.replace(declaration, "")
        return written

    def around(self, element: _Element) -> tuple[str, str]:
        """Return the tags of ``element`` without what it holds."""
        bare = etree.Element(element.tag, nsmap={key: space for key, space in element.nsmap.items() if key})
        for name, value in element.attrib.items():
            bare.set(name, value)
        opening = self.of(bare).removesuffix("/>") + ">"
        return opening, f"</{opening[1:].partition(' ')[0].rstrip('>')}>"


def _relate(element: _Element, attribute: str, name: str | None) -> None:
    """Name the relation of ``element`` anew; without a ``name`` take the reference away, and the element that is nothing but one."""
    if name is not None:
        element.set(attribute, name)
        return
    element.attrib.pop(attribute)
    holder = element.getparent()
    if holder is not None and not str(element.tag).endswith(_WITHOUT_RELATION):
        holder.remove(element)
