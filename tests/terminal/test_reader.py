"""The real reader in a real terminal: what its keys cost, and that it looks as it does under the stock driver."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library
from tests.screen.shelves import plain, put, rivers
from tests.terminal.session import Session

SENTENCES = [
    "The river delta of the north covers 4,300 square kilometres and is fed by three streams.",
    "It was first charted in 1748, by a surveyor who never saw the sea.",
    "Silt builds the islands, and the tide takes them away again.",
    "Every spring the ferry finds another channel.",
]
KINDS = ["lighthouse", "harbour", "estuary", "marsh", "canal", "lock", "weir", "ferry", "quay", "dyke"]
KEYS = ["j", "k", " ", "b", "g", "G", "enter", "escape", "tab", "z", "t", "down", "up", "n", "]", "pagedown"]
SEARCHES = ["/delta", "/ferry tide", "/茶", "/nothing like it"]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty articles of twenty screens each, one with all kinds of blocks, one in Chinese."""
    path = tmp_path_factory.mktemp("library")
    with Library.open(path) as opened:
        put(opened, "奶茶的历史 🍵", plain(*["茶叶从云南沿着古道运往西藏。" * 20] * 9), language="zh", site="茶馆")
        put(opened, "Rivers of the north", rivers(), added=1, language="en", site="Rivers", byline="Ida Falk")
        for number in range(40):
            title, words = f"The {KINDS[number % len(KINDS)]} of station {number}", random.Random(number).choices
            paragraphs = [" ".join(words(SENTENCES, k=5)) + f" Station {number}, page {part}." for part in range(60)]
            put(opened, title, plain(*paragraphs), added=2 + number, language="en", site="Coasts")
    return path


@pytest.fixture
def library(original: Path, tmp_path: Path) -> Path:
    """A copy of the articles, for one test alone."""
    return Path(shutil.copytree(original, tmp_path / "library"))


def reader(library: Path, *options: str, **terminal: object) -> Session:
    command = [sys.executable, "-m", "tests.screen.reader_process", str(library), *options]
    return Session(command, environment={"CARREL_CONFIG": "/dev/null"}, **terminal)  # type: ignore[arg-type]


@pytest.fixture
def session(library: Path, request: pytest.FixtureRequest) -> Iterator[Session]:
    with reader(library, **getattr(request, "param", {})) as session:
        session.expect("The dyke of station 39")
        session.settle()
        yield session


def cost(session: Session, key: str, times: int = 5) -> list[int]:
    return [session.count(lambda: session.press(key)) for _ in range(times)]


def test_the_first_paint_costs_no_more_than_it_must(session: Session) -> None:
    assert len(session.sent) <= 5_000


def test_a_line_further_costs_a_line(session: Session) -> None:
    session.press("enter")
    session.expect("READ")
    session.press("z")
    session.press(" ")
    assert max(cost(session, "j")) <= 250


@pytest.mark.parametrize("session", [{"knows_margins": True, "size": (120, 35)}], indirect=True)
def test_between_margins_a_line_further_costs_a_line_beside_other_panes_too(session: Session) -> None:
    session.press("enter")
    session.expect("READ")
    session.press(" ")
    assert max(cost(session, "j")) <= 250


def test_a_page_further_costs_a_page(session: Session) -> None:
    session.press("enter")
    session.expect("READ")
    session.press("z")
    assert max(cost(session, " ")) <= 3_200


def test_the_next_article_in_the_list_costs_two_entries(session: Session) -> None:
    assert max(cost(session, "j")) <= 400


def test_a_letter_of_a_search_is_echoed_at_once_and_alone(session: Session) -> None:
    session.press("/")
    session.settle()
    before = len(session.sent)
    session.press("x")
    session.expect("/ x")
    assert session.sent.index(b"x", before) - before < 200


@pytest.mark.parametrize("word", ["ferry", "surveyor"])
@pytest.mark.parametrize("session", [{"size": (120, 35)}], indirect=True)
def test_a_letter_that_changes_the_results_costs_the_results(session: Session, word: str) -> None:
    session.press("/")
    session.settle()
    session.press(word[0])
    session.expect(" hits")
    session.settle(0.5)
    for letter in word[1:]:
        before = len(session.sent)
        session.press(letter)
        session.settle(0.5)
        assert len(session.sent) - before <= 1_200


def test_nobody_typing_costs_nothing(session: Session) -> None:
    assert session.count(lambda: session.settle(1.2)) == 0


def assert_both_show_the_same(library: Path, seed: int, count: int) -> None:
    chance = random.Random(seed)
    options = {"size": chance.choice([(120, 35), (80, 24), (60, 20)])}
    other = Path(shutil.copytree(library, library.with_name("other")))
    with (
        reader(other, "--plain-driver", **options) as stock,
        reader(library, knows_margins=bool(seed % 2), **options) as thrifty,
    ):
        both = (stock, thrifty)
        for session in both:
            session.expect("station 39")
            session.settle(0.5)
        for number in range(count):
            deed = chance.choice(SEARCHES) if chance.random() < 0.1 else chance.choice(KEYS)
            for session in both:
                session.press(deed)
            for session in both:
                session.settle(0.2)
            if thrifty.emulator.cells() != stock.emulator.cells():
                for session in both:
                    session.settle(1.0)
                without_times = [timeless(session.emulator.text()) for session in both]
                assert without_times[1] == without_times[0], f"seed {seed}, step {number}, {deed!r}"


def timeless(text: str) -> str:
    """The screen without its first line, which tells how long a search took."""
    return text.partition("\n")[2]


def test_every_letter_is_where_the_stock_driver_shows_it(library: Path) -> None:
    assert_both_show_the_same(library, 3, 8)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(20))
def test_every_letter_is_where_the_stock_driver_shows_it_for_hours(library: Path, seed: int) -> None:
    assert_both_show_the_same(library, seed, 150)
