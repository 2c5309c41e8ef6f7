"""Says what became of each source that was to be added: as data, as a line, as a complaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.article import Outcome, Verdict
from tui.cli.meter import Meter
from tui.cli.streams import written_json
from tui.render.verdicts import WARNINGS

if TYPE_CHECKING:
    from index.fetching import Fetched
    from index.importing import Imported

    Fate = Imported | Fetched

FEW = 20
"""So many sources are told one by one without being asked."""


class Teller:
    """Tells sources one by one, or only what went wrong where there are many."""

    def __init__(self, meter: Meter, *, as_json: bool, each: bool) -> None:
        self._meter = meter
        self._as_json = as_json
        self._each = each

    def tell(self, fate: Fate) -> None:
        """Tell one source."""
        if self._as_json:
            self._meter.put(written_json(_record(fate)))
        elif fate.outcome is Outcome.FAILED or (fate.outcome is Outcome.SKIPPED and self._each):
            self._meter.say(f"carrel: {fate.source}: {cause_of(fate)}")
        elif fate.id and self._each:
            self._meter.put(_line(fate))
        if fate.verdict and Verdict(fate.verdict).is_broken and self._each:
            said = WARNINGS[Verdict(fate.verdict)]
            self._meter.say(f"carrel: {fate.source}: {fate.verdict}: {said}")


def cause_of(fate: Fate) -> str:
    """The cause without the source's name, so that equal ones are counted together."""
    return fate.cause.removeprefix(f"{fate.source}: ")


def _line(fate: Fate) -> str:
    facts = f"  {fate.words:,} words  {fate.verdict} {fate.quality:.2f}" if fate.verdict else ""
    end = "" if fate.outcome is Outcome.ADDED else f"  {fate.outcome.value}"
    return f"{fate.id:>6}  {fate.title or fate.source}{facts}{end}"


def _record(fate: Fate) -> dict[str, object]:
    return {
        "source": fate.source,
        "outcome": fate.outcome.value,
        "id": fate.id or None,
        "title": fate.title,
        "words": fate.words,
        "verdict": fate.verdict,
        "quality": round(fate.quality, 2),
        "cause": cause_of(fate),
    }
