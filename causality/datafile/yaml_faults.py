"""What a YAML syntax error means, in a sentence for someone who does not know YAML's grammar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml.error import MarkedYAMLError, YAMLError

__all__ = ["Fault", "fault_of"]

Fault = tuple[int, int, str, str]
"""Line, column, what is wrong, what would be right."""

_NO_SPACE_AFTER_COLON = re.compile(r"\s*(?:- +)*[A-Za-z][\w -]*:[^\s:/]")
_SECOND_COLON = re.compile(r"[^:]*: +\S.*")


@dataclass(frozen=True, slots=True)
class _Scene:
    """The spot where the parser gave up and, where it names one, the spot where that began."""

    lines: list[str]
    at: tuple[int, int]
    since: tuple[int, int]

    def before(self) -> str:
        """The text of the line up to the spot."""
        return self._line(self.at[0])[: self.at[1]]

    def character(self) -> str:
        """The character at the spot, empty at the end of a line."""
        return self._line(self.at[0])[self.at[1] : self.at[1] + 1]

    def line_before(self) -> tuple[int, str]:
        """Number and text of the last line above the spot that holds something."""
        above = reversed(list(enumerate(self.lines[: self.at[0]])))
        return next(((number, line) for number, line in above if line.strip()), (0, ""))

    def at_end(self) -> bool:
        """Whether nothing follows the spot."""
        rest = [self._line(self.at[0])[self.at[1] :], *self.lines[self.at[0] + 1 :]]
        return not any(line.strip() for line in rest)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""


def fault_of(error: YAMLError, text: str, innermost: tuple[int, int]) -> Fault:
    """Where and why ``text`` is not YAML, said plainly.

    ``innermost`` is the place of the mapping or list that was being read.
    """
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 1, 1, "not readable as YAML", "save the file as plain UTF-8 text"
    at = (error.problem_mark.line, error.problem_mark.column)
    since = (innermost[0] - 1, innermost[1] - 1)
    mark = error.context_mark
    if mark is not None and (mark.line, mark.column) != at:
        since = (mark.line, mark.column)
    scene = _Scene(re.split(r"\r\n|\r|\n", text), at, since)
    problem = error.problem or ""
    for words, explained in _EXPLAINED:
        if words in problem:
            (line, column), wrong, right = explained(scene)
            return line + 1, column + 1, wrong, right
    return at[0] + 1, at[1] + 1, f"not readable as YAML ({problem})", "put the text in quotes"


_Said = tuple[tuple[int, int], str, str]


def _stray_character(scene: _Scene) -> _Said:
    if scene.character() == "\t":
        return _tab(scene)
    return (
        scene.at,
        f"a text may not begin with {scene.character()!r}",
        "put the whole text in quotes",
    )


def _tab(scene: _Scene) -> _Said:
    return scene.at, "a tab stands where the indentation is read", "indent with spaces"


def _lone_sign(scene: _Scene) -> _Said:
    return (
        scene.since,
        "a text may not begin with '*', '&' or '!'",
        "put the whole text in quotes",
    )


def _misplaced_colon(scene: _Scene) -> _Said:
    if _SECOND_COLON.fullmatch(scene.before()):
        return scene.at, "a second colon stands in this text", "put the whole text in quotes"
    number, above = scene.line_before()
    if above and (":" not in above or _NO_SPACE_AFTER_COLON.match(above)):
        return _no_colon((number, len(above) - len(above.lstrip())))
    return _indentation(scene)


def _missing_colon(scene: _Scene) -> _Said:
    return _no_colon(scene.since)


def _no_colon(spot: tuple[int, int]) -> _Said:
    return (
        spot,
        "this line is neither 'key: value' nor an item of a list",
        "perhaps the colon, or a space after it, is missing",
    )


def _unclosed_quote(scene: _Scene) -> _Said:
    return scene.since, "the quote that opens here is never closed", "close it"


def _unclosed_bracket(scene: _Scene) -> _Said:
    if scene.at_end():
        return scene.since, "the bracket that opens here is never closed", "close it"
    line = scene.since[0] + 1
    return (
        scene.at,
        f"a comma or the end of the bracket of line {line} is missing before this",
        "quote a text that holds brackets, commas or colons",
    )


def _missing_value(scene: _Scene) -> _Said:
    if scene.at_end():
        return _unclosed_bracket(scene)
    return (
        scene.at,
        f"a value is missing before {scene.character()!r}",
        "write one, or put the whole text in quotes",
    )


def _indentation(scene: _Scene) -> _Said:
    if scene.before().rstrip().endswith(("'", '"')):
        return (
            scene.at,
            "the quotes end before this",
            "quote the whole text; a single quote inside single quotes is written twice",
        )
    if scene.before().strip():
        return (
            scene.at,
            "this does not belong to the value before it",
            "put the whole text in quotes",
        )
    return (
        scene.at,
        "the indentation fits no line above",
        "entries that belong together begin in the same column",
    )


def _escape(scene: _Scene) -> _Said:
    return (
        scene.at,
        "an unknown escape stands in double quotes",
        r"write \\ for a backslash, or use single quotes",
    )


def _edition(scene: _Scene) -> _Said:
    return scene.at, "the %YAML line names no edition that is known", "leave it out"


_EXPLAINED: tuple[tuple[str, Callable[[_Scene], _Said]], ...] = (
    ("cannot start any token", _stray_character),
    ("found a tab character", _tab),
    ("alphabetic or numeric character", _lone_sign),
    ("mapping values are not allowed", _misplaced_colon),
    ("could not find expected ':'", _missing_colon),
    ("unexpected end of stream", _unclosed_quote),
    ("unexpected document indicator", _unclosed_quote),
    ("did not find expected ',' or", _unclosed_bracket),
    ("did not find expected node content", _missing_value),
    ("did not find expected key", _indentation),
    ("did not find expected '-' indicator", _indentation),
    ("block sequence entries are not allowed", _indentation),
    ("escape", _escape),
    ("YAML document", _edition),
)
"""Words of libyaml's own message, and what they mean to the writer of the file."""
