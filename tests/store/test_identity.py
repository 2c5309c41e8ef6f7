from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Verdict
from index.store.identity import address_key, fingerprint, host_of, resemble
from tests.store.articles import GLACIERS, RIVERS, extraction

SAME = [
    ("http://rivers.example/delta", "https://rivers.example/delta"),
    ("https://www.rivers.example/delta", "https://rivers.example/delta"),
    ("HTTPS://Rivers.Example/delta", "https://rivers.example/delta"),
    ("https://rivers.example:443/delta", "https://rivers.example/delta"),
    ("http://rivers.example:80/delta", "https://rivers.example/delta"),
    ("https://rivers.example/delta/", "https://rivers.example/delta"),
    ("https://rivers.example", "https://rivers.example/"),
    ("https://rivers.example/delta#the-mouth", "https://rivers.example/delta"),
    ("https://rivers.example/delta#:~:text=mouth", "https://rivers.example/delta"),
    ("https://rivers.example/delta?utm_source=a&utm_medium=b&fbclid=c", "https://rivers.example/delta"),
    ("https://rivers.example/delta?UTM_Source=a&id=3", "https://rivers.example/delta?id=3"),
    ("https://rivers.example/?b=2&a=1", "https://rivers.example/?a=1&b=2"),
    ("https://rivers.example/d%65lta", "https://rivers.example/delta"),
    ("https://rivers.example/caf%c3%a9", "https://rivers.example/café"),
    ("https://rivers.example/a/../delta/./x", "https://rivers.example/delta/x"),
    ("https://flüsse.example/delta", "https://xn--flsse-lva.example/delta"),
    ("https://rivers.example./delta", "https://rivers.example/delta"),
    ("https://reader:secret@rivers.example/delta", "https://rivers.example/delta"),
    ("  https://rivers.example/delta\n", "https://rivers.example/delta"),
    ("https://rivers.example/?q=a+b", "https://rivers.example/?q=a%20b"),
    ("file://localhost/home/a/x.html", "file:///home/a/x.html"),
    ("file:///home/a/d%65lta.html", "file:///home/a/delta.html"),
]
DIFFERENT = [
    ("https://rivers.example/delta", "https://rivers.example/Delta"),
    ("https://rivers.example/delta", "https://lakes.example/delta"),
    ("https://rivers.example/delta?id=3", "https://rivers.example/delta?id=4"),
    ("https://rivers.example/delta?id", "https://rivers.example/delta"),
    ("https://rivers.example:8080/delta", "https://rivers.example/delta"),
    ("https://news.rivers.example/", "https://rivers.example/"),
    ("https://rivers.example/#!/delta", "https://rivers.example/"),
    ("https://rivers.example/#/delta", "https://rivers.example/#/lake"),
    ("https://rivers.example/a%2Fb", "https://rivers.example/a/b"),
    ("https://rivers.example/?ref=3", "https://rivers.example/"),
    ("file:///a/book.epub#one", "file:///a/book.epub#two"),
    ("file:///a/X.html", "file:///a/x.html"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_the_same_place_have_the_same_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_different_places_have_different_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize("address", ["", "-", "about:blank", "data:text/html,x", "javascript:alert(1)", "notes.html"])
def test_what_names_no_place_has_no_key(address: str) -> None:
    assert address_key(address) == ""


@given(
    st.text() | st.text(alphabet="htps:/.#?&=%[]@\ud800é x-", max_size=40) | st.text().map("https://a.example/".__add__)
)
def test_any_text_has_a_key_that_can_be_stored_and_is_found_again(text: str) -> None:
    key = address_key(text)
    key.encode()
    assert address_key(text) == key


@given(st.text(max_size=20), st.text(max_size=20))
def test_the_key_of_a_web_address_is_its_own_key(path: str, query: str) -> None:
    key = address_key(f"https://rivers.example/{path}?{query}")
    assert address_key("https:" + key) == key


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.Rivers.example/delta", "rivers.example"),
        ("http://news.rivers.example:8080/", "news.rivers.example"),
        ("https://xn--flsse-lva.example/", "flusse.example"),
        ("file:///home/a/x.html", ""),
        ("", ""),
        ("https://[broken/", ""),
    ],
)
def test_the_host_is_what_a_person_would_name(address: str, host: str) -> None:
    assert host_of(address) == host


def test_a_text_is_the_same_whatever_its_case_accents_and_breaks() -> None:
    assert fingerprint(extraction(RIVERS, "Fin été."), "") == fingerprint(
        extraction(RIVERS.upper() + "\n FIN  ETE."), ""
    )


def test_another_text_is_another() -> None:
    assert fingerprint(extraction(RIVERS), "") != fingerprint(extraction(GLACIERS), "")


def test_short_texts_are_the_same_only_under_the_same_title() -> None:
    short = "Accept our cookies to go on."
    assert fingerprint(extraction(short, title="A"), "") == fingerprint(extraction(short, title="A"), "")
    assert fingerprint(extraction(short, title="A"), "") != fingerprint(extraction(short, title="B"), "")


def test_a_page_without_its_text_is_the_same_only_at_the_same_address() -> None:
    shell = extraction(RIVERS, verdict=Verdict.SHELL)
    assert fingerprint(shell, "//a") == fingerprint(shell, "//a")
    assert fingerprint(shell, "//a") != fingerprint(shell, "//b")


def test_a_text_resembles_what_was_cut_from_it_and_nothing_else() -> None:
    assert resemble(RIVERS, RIVERS[:100])
    assert resemble(RIVERS + GLACIERS[:100], RIVERS)
    assert not resemble(RIVERS, GLACIERS)
    assert not resemble(RIVERS, "")
