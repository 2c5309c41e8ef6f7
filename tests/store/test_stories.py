"""Near-duplicates: the same story elsewhere is recognised, and what is merely alike is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Verdict
from index.store import Store, sketch
from index.store.sketch import Told, bands, is_same_story
from tests.store.articles import GLACIERS, RIVERS, extraction, page

STORY = (
    "The harbour authority said on Tuesday that the old lock will close for repairs in the spring and stay shut for "
    "at least six weeks. Barge owners, who carry most of the granite that leaves the quarries up the river, fear "
    "for their contracts. “We were told about it from the newspaper,” said Ines Calder, whose family has run boats "
    "here for three generations. The authority answered that letters had been sent in January, and offered to let "
    "the smaller barges through at night. Engineers found cracks in the upper gate last autumn, when divers looked "
    "for a lost anchor and came back with photographs that nobody had asked for. Two of the cracks are as long as a "
    "man. The gate was built by a yard that no longer exists, so its hinges have to be cast anew, and only one "
    "foundry in the country still takes such orders. Until then, speed on the approach is halved. The mayor called "
    "the closure regrettable and overdue."
)
ELSEWHERE = STORY.replace("said on Tuesday", "announced on Tuesday").replace("regrettable and overdue", "overdue")
LIFT = (
    "Temperatures in {town} reach {high} degrees today and fall to {low} at night. Winds from the {wind} blow at "
    "{speed} kilometres an hour, with gusts of {gust}. The pressure is {pressure} hectopascals and rising slowly. "
    "Rain is not expected before the weekend. Pollen counts are low for birch and moderate for grasses. The sun "
    "rises at {rise} and sets at {set}. Readers who want to know more about how these forecasts are made will find "
    "an explanation on the pages of the weather service, together with maps of the last days, the archive of all "
    "stations in the region and the telephone number of the desk, which is open from Monday to Friday and glad to "
    "answer questions of any kind."
)
ISSUE = (
    "Welcome to issue {number} of the river letter, which goes out to everybody who keeps a boat on the lower "
    "reaches. As always we begin with the state of the locks, go on to the dredging, and end with the calendar of "
    "the clubs. If a friend sent you this letter, you can order it for yourself at the address below, and it costs "
    "nothing. "
)


def told(text: str, title: str = "Old lock to close", host: str = ".tides.example.", language: str = "en") -> Told:
    return Told(title, host, language, text)


def weather(seed: int) -> str:
    rng = random.Random(seed)
    names = ("high", "low", "speed", "gust", "pressure", "rise", "set")
    values = {name: str(rng.randint(1, 1000)) for name in names}
    return " ".join([LIFT.format(town="Ostend", wind="west", **values), STORY, RIVERS, GLACIERS])


def test_the_same_words_on_another_site_are_the_same_story() -> None:
    assert is_same_story(told(STORY), told(ELSEWHERE, host=".coast.example."))
    assert is_same_story(told(STORY), told(ELSEWHERE, "Barge owners fear long closure", ".coast.example."))


def test_a_site_may_add_its_own_line() -> None:
    printed = f"{STORY}\nShare this article. Print it. More about the river: our dossier."
    assert is_same_story(told(STORY), told(printed))


def test_a_story_that_was_told_anew_is_another_one() -> None:
    sentences = STORY.split(". ")
    anew = ". ".join([*sentences[: len(sentences) // 2], GLACIERS, RIVERS])
    assert not is_same_story(told(STORY), told(anew, host=".coast.example."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told(weather(1), "Weather"), told(weather(2), "Weather", ".coast.example.")),
        (told(STORY, "The locks, part 1"), told(ELSEWHERE, "The locks, part 2", ".coast.example.")),
        (told(STORY, "The upper lock"), told(ELSEWHERE, "The lower lock")),
        (told(STORY), told(ELSEWHERE, language="fr")),
        (told(STORY, "hbox"), told(ELSEWHERE, "vbox", ".coast.example.")),
        (
            told(ISSUE.format(number=7) + STORY, "River letter"),
            told(ISSUE.format(number=8) + RIVERS + GLACIERS, "River letter"),
        ),
    ],
    ids=["template", "part", "another title of the site", "language", "a title from elsewhere", "issues of a letter"],
)
def test_what_is_merely_alike_is_not_the_same_story(one: Told, other: Told) -> None:
    assert not is_same_story(one, other)


def test_short_texts_are_never_compared() -> None:
    assert bands("The page was not found.") == ()
    assert not is_same_story(told("The page was not found."), told("The page was not found."))


def test_scripts_without_blanks_are_compared_by_characters() -> None:
    text = "".join(chr(0x4E00 + number * 7 % 4000) for number in range(400))
    assert is_same_story(told(text, "大学", language="zh"), told(f"{text}完", "大学", language="zh"))
    assert not is_same_story(told(text, "大学", language="zh"), told(text[::-1], "大学", language="zh"))


def test_texts_that_are_one_story_share_a_band() -> None:
    assert set(bands(STORY)) & set(bands(ELSEWHERE))
    assert not set(bands(STORY)) & set(bands(f"{RIVERS} {GLACIERS}"))


@given(st.text(max_size=400))
def test_any_text_has_as_many_bands_as_it_must_and_they_are_numbers_of_sqlite(text: str) -> None:
    found = bands(text)
    assert len(found) in (0, sketch.BANDS)
    assert all(-(2**63) <= band < 2**63 for band in found)


# In the store


def keep(store: Store, url: str, text: str, title: str = "Old lock to close", **facts: object) -> int:
    return store.keep(page(url), extraction(text, title=title, **facts)).id


def test_articles_that_tell_the_same_are_known_by_the_first_of_them(store: Store) -> None:
    first = keep(store, "https://tides.example/lock", STORY)
    keep(store, "https://rivers.example/delta", RIVERS + GLACIERS, "Deltas")
    second = keep(store, "https://coast.example/lock", ELSEWHERE)
    assert store.stories() == {first: first, second: first}


def test_a_text_that_changes_leaves_its_story(store: Store) -> None:
    first = keep(store, "https://tides.example/lock", STORY)
    second = keep(store, "https://coast.example/lock", ELSEWHERE)
    store.update_extraction(second, extraction(f"{RIVERS} {GLACIERS}", title="Deltas"))
    assert store.stories() == {first: first}
    store.update_extraction(second, extraction(ELSEWHERE, title="Old lock to close"))
    assert store.stories() == {first: first, second: first}


def test_what_is_in_the_trash_tells_nothing(store: Store) -> None:
    first = keep(store, "https://tides.example/lock", STORY)
    second = keep(store, "https://coast.example/lock", ELSEWHERE)
    store.remove([first])
    assert store.stories() == {second: first}
    store.purge([first])
    third = keep(store, "https://bay.example/lock", ELSEWHERE.replace("January", "February"))
    assert store.stories() == {second: first, third: first}


def test_texts_that_are_not_there_are_no_story(store: Store) -> None:
    for host in ("tides", "coast"):
        keep(store, f"https://{host}.example/lock", STORY + host, verdict=Verdict.PAYWALL)
    assert store.stories() == {}


def test_articles_from_before_are_compared_when_there_is_time(store: Store) -> None:
    first = keep(store, "https://tides.example/lock", STORY)
    second = keep(store, "https://coast.example/lock", ELSEWHERE)
    with store._database.writing() as connection:
        connection.execute("UPDATE articles SET sketched = 0, story = NULL")
        connection.execute("DELETE FROM sketches")
    assert store.stories() == {}
    assert store.sketch_older(limit=1)
    assert store.sketch_older(limit=1)
    assert not store.sketch_older(limit=1)
    assert store.stories() == {first: first, second: first}
