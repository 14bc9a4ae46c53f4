"""A comparison as one HTML file: it asks nothing of any network, prints well, and works from the keyboard."""

from __future__ import annotations

from demerit.report import compare_html as parts
from demerit.report import compare_words as words
from demerit.report.compare_chart import forest
from demerit.report.compare_classes import classes_html
from demerit.report.compare_words import Said
from demerit.report.layout import NothingToDrawError
from demerit.report.page_frame import charted
from demerit.report.page_parts import chart_figure, esc, items


def _sections(said: Said) -> list[tuple[str, str, str]]:
    """(anchor, heading, HTML) of every section that has something to say."""
    try:
        chart = chart_figure("differences", forest(said))
    except NothingToDrawError as error:
        chart = f"<p>{esc(error)}</p>"
    found = [
        ("clauses", "The clauses that differ", parts.clauses(said)),
        ("findings", "What differs", parts.findings(said) + _reading(said)),
        ("charts", "The largest differences", chart),
        ("flows", "Who ends up where", parts.flows(said)),
        ("days", "From which day on", parts.first_days(said)),
        ("indicators", "Indicators", parts.indicators(said)),
        ("classes", "By income, age, residence and sex", classes_html(said)),
        ("groups", "Who is hit", parts.by_class(said)),
        ("origin", "Where this comes from", _origin(said)),
    ]
    return [section for section in found if section[2]]


def _reading(said: Said) -> str:
    notes = [words.HOW, words.BY_LUCK]
    kept = {side: [one["indicator"] for one in said["only"] if one["in"] == side] for side in "AB"}
    notes += [f"Only {side} has: {', '.join(names)}." for side, names in kept.items() if names]
    return f"<h3>To bear in mind</h3>{items(notes)}"


def _origin(said: Said) -> str:
    """The two runs, and the commands that make them again."""
    rows = "".join(
        f'<h3>{side.upper()}: {esc(words.called(said[side]))}</h3><pre tabindex="0"><code>'
        f"{esc(said[side]['command'] or 'no command is recorded')}\ndigest {esc(said[side]['digest'])}</code></pre>"
        for side in "ab"
    )
    return f"<p>demerit {esc(said['version'])}, nation {esc(said['nation'])}, seed {esc(said['seed'])}.</p>{rows}"


def render(said: Said) -> str:
    """The whole page as HTML text; the same comparison gives the same text."""
    about = f"A: {esc(words.called(said['a']))}<br>\nB: {esc(words.called(said['b']))}<br>{esc(words.who(said))}"
    return charted(words.title(said), about, _sections(said), "Skip to what differs", said["version"])
