"""The page that `task=inspect` makes: sample pictures in rows, with all there is to see of each. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

_STYLE = """
:root { color-scheme: dark; }
body { margin: 16px; background: #181a1e; color: #eceef0; font: 14px/1.4 system-ui, sans-serif; }
h1 { font-size: 18px; } h2 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
section { margin-top: 18px; padding-top: 8px; border-top: 1px solid #464a52; }
p { margin: 2px 0 8px; color: #9a9fa8; }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: flex-start; }
figure { margin: 0; width: min-content; } figcaption { color: #9a9fa8; font-size: 12.5px; }
img { display: block; border: 1px solid #464a52; }
table { border-collapse: collapse; } td { padding: 1px 12px 1px 0; vertical-align: top; }
td:first-child { color: #9a9fa8; }
"""


@dataclass(frozen=True, slots=True)
class InspectedPicture:
    """A frame's or variant's name, a note on it, and its pictures as (caption, path relative to the page)."""

    name: str
    note: str
    pictures: Sequence[tuple[str, str]]


def inspect_html(title: str, facts: Sequence[tuple[str, str]], shown: Sequence[InspectedPicture]) -> str:
    """The whole page as text."""
    rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>\n" for name, value in facts)
    body = "\n".join(_section(item) for item in shown)
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n<table>\n{rows}</table>\n{body}\n</body>\n</html>\n"
    )


def _section(item: InspectedPicture) -> str:
    figures = "\n".join(
        f'<figure><img loading="lazy" src="{quote(path)}" alt="{escape(caption)}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
        for caption, path in item.pictures
    )
    return (
        f"<section><h2>{escape(item.name)}</h2><p>{escape(item.note)}</p>\n"
        f'<div class="row">\n{figures}\n</div></section>'
    )
