"""How large a formula will be, told from its TeX without running TeX: good to about a tenth, and rather too large.

Layout happens before anything is drawn, so it needs sizes early. The metrics are those of Computer Modern in display
style; sizes are points of a 10 pt font, with the height above and the depth below the baseline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[^\s]", re.DOTALL)

_SCRIPT = 0.72
_THIN_PT, _MEDIUM_PT, _THICK_PT = 1.7, 2.2, 2.8


def _named(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_RELATIONS = _named(
    r"= < > : \le \ge \leq \geq \neq \ne \approx \equiv \sim \simeq \cong \in \notin \subset \subseteq \supset \to",
    r"\mapsto \Rightarrow \Leftarrow \iff \implies \Leftrightarrow \rightarrow \leftarrow \propto \perp \mid \parallel",
    r"\longrightarrow \ll \gg \vdash \models \prec \succ \triangleq \rightleftharpoons \ni",
)
_LONG = {r"\iff": 22.0, r"\implies": 22.0, r"\longrightarrow": 16.0, r"\Leftrightarrow": 10.0, r"\Rightarrow": 10.0}
_BINARY = _named(
    r"+ - * \cdot \times \pm \mp \cup \cap \wedge \vee \oplus \otimes \setminus \circ \div \land \lor",
)
_LARGE = {r"\sum": 14.4, r"\prod": 12.8, r"\bigcup": 11.1, r"\bigcap": 11.1, r"\coprod": 12.8, r"\bigoplus": 15.1}
_INTEGRALS = {r"\int": 10.0, r"\oint": 10.0, r"\iint": 15.0, r"\iiint": 20.0}
_NAMED = _named(
    r"\sin \cos \tan \cot \sec \csc \log \ln \exp \det \dim \ker \gcd \arg \sinh \cosh \tanh \hom",
    r"\arctan \arcsin \arccos",
)
_LIMITS = _named(r"\lim \max \min \sup \inf \limsup \liminf \Pr")
_SPACES = {r"\,": 1.7, r"\:": 2.2, r"\;": 2.8, r"\!": -1.7, r"\quad": 10.0, r"\qquad": 20.0, r"\ ": 3.3, "~": 3.3}
_UNSEEN = _named(
    r"\displaystyle \textstyle \limits \nolimits \big \Big \bigg \Bigg",
    r"\bigl \bigr \Bigl \Bigr \biggl \biggr",
)
_FONTS = _named(
    r"\mathbf \mathbb \mathcal \mathrm \mathfrak \mathsf \boldsymbol \vec \hat \bar \tilde \dot \ddot \widehat",
    r"\overline \underline \widetilde \operatorname \mathit \mathscr \overrightarrow \pmb \bm",
)
_BRACKETS = _named(r"( ) [ ] | \{ \} \| \lVert \rVert \langle \rangle \lfloor \rfloor")
_TEXTS = _named(r"\text \textbf \textit \mathrm \operatorname \textrm \mbox")
_FRACTIONS = _named(r"\frac \tfrac \dfrac \binom \tbinom \dbinom \cfrac")

_NARROW, _WIDE = set("ijl.,;:'!|[]()It f"), set("mwMWQ@%ABCDEFGHKNOPRTUVXYZ")


@dataclass(frozen=True, slots=True)
class Extent:
    """Points: width, height above the baseline, depth below."""

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0

    def beside(self, other: Extent, gap: float = 0.0) -> Extent:
        return Extent(self.width + gap + other.width, max(self.height, other.height), max(self.depth, other.depth))

    def scaled(self, factor: float) -> Extent:
        return Extent(self.width * factor, self.height * factor, self.depth * factor)


@lru_cache(maxsize=4096)
def tex_extent(tex: str) -> Extent:
    """The size of a formula in points of a 10 pt font."""
    return _Reader(_TOKEN.findall(_keep_spaces_in_text(tex))).row(level=0)


def _keep_spaces_in_text(tex: str) -> str:
    pattern = r"\\(?:text|textbf|textit|textrm|mbox)\{[^{}]*\}"
    return re.sub(pattern, lambda found: found.group().replace(" ", "~"), tex)


class _Reader:
    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def row(self, level: int, stops: Sequence[str] = ("}",)) -> Extent:
        """Everything up to a closing brace or another stop, which is left unread. `level` counts scripts' depth."""
        total = Extent()
        while (token := self._peek()) and token not in stops:
            total = total.beside(self._with_scripts(level))
        return total

    def _argument(self, level: int) -> Extent:
        if self._peek() != "{":
            return self._atom(level)
        self._take()
        inner = self.row(level)
        self._take()
        return inner

    def _with_scripts(self, level: int) -> Extent:
        token = self._peek()
        base = self._atom(level)
        upper = lower = Extent()
        while self._peek() in ("^", "_", "'", r"\limits", r"\nolimits"):
            mark = self._take()
            if mark == "'":
                upper = upper.beside(Extent(2.8 * _SCRIPT, 6.0, 0.0))
            elif mark in "^_":
                script = self._argument(level + 1).scaled(_SCRIPT if level < 2 else 1.0)
                upper, lower = (upper.beside(script), lower) if mark == "^" else (upper, lower.beside(script))
        if upper == lower == Extent():
            return base
        if (token in _LARGE or token in _LIMITS) and level == 0:
            height = base.height + (upper.height + upper.depth + 2.5 if upper.width else 0)
            depth = base.depth + (lower.height + lower.depth + 2.5 if lower.width else 0)
            return Extent(max(base.width, upper.width, lower.width), height, depth)
        rise, drop = max(3.6, base.height - 3.5), max(2.0, base.depth + 1.0)
        if token == r"\underbrace" or token == r"\overbrace":
            return Extent(max(base.width, upper.width, lower.width), base.height + 8, base.depth + 12)
        height = max(base.height, rise + upper.height) if upper.width else base.height
        depth = max(base.depth, drop + lower.depth) if lower.width else base.depth
        return Extent(base.width + max(upper.width, lower.width) + 0.5, height, depth)

    def _atom(self, level: int) -> Extent:
        token = self._take()
        if token == "{":
            inner = self.row(level)
            self._take()
            return inner
        if token in _FRACTIONS:
            return self._fraction(token, level)
        if token == r"\sqrt":
            return self._root(level)
        if token == r"\begin":
            return self._environment(level)
        if token == r"\left":
            return self._fenced(level)
        if token == r"\pmod":
            return Extent(40.0, 7.5, 2.5).beside(self._argument(level))
        if token in _TEXTS:
            return self._text()
        if token in _FONTS or token in (r"\underbrace", r"\overbrace", r"\boxed"):
            inner = self._argument(level)
            return Extent(inner.width + 0.6, inner.height + 1.5, inner.depth)
        return _symbol(token, level)

    def _fraction(self, token: str, level: int) -> Extent:
        # Only a display fraction keeps the size of its parts.
        factor = 1.0 if level == 0 and token not in (r"\tfrac", r"\tbinom") else _SCRIPT
        above, below = (self._argument(level + 1).scaled(factor) for _ in range(2))
        if "binom" in token and level == 0:
            return Extent(max(above.width, below.width) + 14.7, 14.5, 9.5)
        brackets = 12.0 if "binom" in token else 2.4
        return Extent(
            max(above.width, below.width) + brackets,
            max(above.height + above.depth, 5.0) + 4.5,
            max(below.height + below.depth, 5.0) + 1.0,
        )

    def _root(self, level: int) -> Extent:
        degree = 0.0
        if self._peek() == "[":
            self._take()
            degree = self.row(level + 2, ("]",)).width * 0.5
            self._take()
        inner = self._argument(level)
        return Extent(inner.width + 9.0 + degree, inner.height + 4.0, inner.depth + 1.0)

    def _fenced(self, level: int) -> Extent:
        self._take()
        inner = self.row(level, (r"\right",))
        self._take()
        self._take()
        # Brackets grow in steps with what they hold.
        tall = inner.height + inner.depth
        bracket = 7.4 if tall > 19 else 5.9 if tall > 12 else 3.9
        reach = 11.5 if tall > 19 else 8.5 if tall > 12 else 7.5
        return Extent(inner.width + 2 * bracket + _THIN_PT, max(inner.height, reach), max(inner.depth, reach - 5.0))

    def _text(self) -> Extent:
        if self._peek() != "{":
            return self._atom(0)
        self._take()
        width, depth = 0.0, 1
        while depth and (token := self._take()):
            depth += (token == "{") - (token == "}")
            width += 0.0 if token in "{}" else 3.3 if token == "~" else _roman_width(token)
        return Extent(width, 7.0, 2.0)

    def _name(self) -> str:
        self._take()
        name = ""
        while (token := self._take()) and token != "}":
            name += token
        return name

    def _environment(self, level: int) -> Extent:
        name = self._name()
        if name == "array" and self._peek() == "{":
            self._name()
        rows: list[list[Extent]] = [[]]
        while self._peek() and self._peek() != r"\end":
            rows[-1].append(self.row(level + 1, ("&", r"\\", r"\end")))
            if self._peek() == r"\\":
                rows.append([])
            if self._peek() in ("&", r"\\"):
                self._take()
        self._take()
        self._name()
        widths = [max((row[i].width for row in rows if i < len(row)), default=0.0) for i in range(max(map(len, rows)))]
        gap = 0.0 if name == "aligned" else 10.0
        total = sum(max((c.height + c.depth for c in row), default=0.0) + 5.0 for row in rows if row)
        return Extent(sum(widths) + gap * (len(widths) - 1) + 12.0, total / 2 + 2.5, total / 2 - 2.5)


def _symbol(token: str, level: int) -> Extent:
    spaced = level == 0
    if token in _SPACES:
        return Extent(_SPACES[token])
    if token in _UNSEEN:
        return Extent()
    if token in _RELATIONS:
        return Extent(_LONG.get(token, 7.8) + (2 * _THICK_PT if spaced else 0), 5.0, 0.5)
    if token in _BINARY:
        width = 2.8 if token == r"\cdot" else 5.0 if token in ("*", r"\circ") else 7.8
        return Extent(width + (2 * _MEDIUM_PT if spaced else 0), 6.0, 1.0)
    if token in _LARGE:
        large = level == 0
        return Extent((_LARGE[token] if large else 10.6) + _THIN_PT, 9.5 if large else 7.5, 4.5 if large else 2.5)
    if token in _INTEGRALS:
        large = level == 0
        return Extent((_INTEGRALS[token] if large else 6.5) + _THIN_PT, 13.6 if large else 8.0, 8.6 if large else 3.0)
    if token in _NAMED or token in _LIMITS:
        return Extent(sum(map(_roman_width, token[1:])) + _THIN_PT, 7.0, 2.0)
    if token in (r"\cdots", r"\ldots", r"\dots"):
        return Extent(11.7 + _THIN_PT, 5.3, 0.0)
    if token in _BRACKETS:
        return Extent(5.0 if token.startswith("\\") else 3.9, 7.5, 2.5)
    if token in (",", ";"):
        return Extent(2.8 + _THIN_PT, 1.0, 1.9)
    return _letter(token)


def _letter(token: str) -> Extent:
    if len(token) > 1:
        return Extent(6.7 if token[1].isupper() or token in (r"\omega", r"\nabla", r"\infty") else 6.0, 7.0, 2.0)
    if token.isdigit():
        return Extent(5.0, 6.5, 0.0)
    tall = token.isupper() or token in "bdfhklt!/"
    width = 7.9 if token in "ABCDEFGHKMNOPRTUVWXZmw" else 4.4 if token in "fijlrst" else 5.4
    return Extent(width, 7.0 if tall else 4.5, 2.0 if token in "gjpqy/" else 0.1)


def _roman_width(character: str) -> float:
    return 3.0 if character in _NARROW else 7.4 if character in _WIDE else 5.0
