from __future__ import annotations

import pytest

from index.article import Kept, Metadata, Outcome, Page, Progress, Verdict
from index.errors import BadDataError, NoInputError
from index.store import Incoming, Store
from tests.store.articles import GLACIERS, RIVERS, extraction, numbered, page

ADDED, DUPLICATE, UPDATED = Outcome.ADDED, Outcome.DUPLICATE, Outcome.UPDATED
PAYWALLED = extraction("Subscribe to read on.", verdict=Verdict.PAYWALL)


def test_a_kept_page_is_read_back_as_it_was(store: Store) -> None:
    kept = page(data=bytes(range(256)) * 9)
    made = extraction(RIVERS, GLACIERS, byline="Ann", site="Rivers", published="2024-03-02", excerpt="On deltas")
    made = type(made)(made.metadata, made.document, Verdict.LIST, 0.5, ("many links",))
    article_id = store.keep(kept, made, tags=["water"], added=7.0).id
    article = store.article(article_id)
    assert store.raw(article_id) == kept
    assert article.metadata == type(made.metadata)(
        **{name: getattr(made.metadata, name) for name in Metadata.__slots__ if name != "url"}, url=kept.url
    )
    assert article.document.text == made.document.text
    assert list(article.document.blocks) == list(made.document.blocks)
    assert (article.verdict, article.quality, article.reasons) == (Verdict.LIST, 0.5, ("many links",))
    assert (article.tags, article.added, article.state.progress) == (("water",), 7.0, Progress.UNREAD)


def test_the_same_address_and_text_is_a_duplicate_that_takes_new_tags(store: Store) -> None:
    first = store.keep(page(), extraction(), tags=["water"])
    again = store.keep(page("http://www.rivers.example/delta/?utm_source=mail"), extraction(), tags=["later"])
    assert (first.outcome, again) == (ADDED, Kept(DUPLICATE, first.id))
    assert store.rows([first.id])[0].tags == ("later", "water")


def test_the_same_text_at_another_address_is_a_duplicate_that_the_address_leads_to(store: Store) -> None:
    first = store.keep(page(), extraction())
    again = store.keep(page("https://mirror.example/d"), extraction(RIVERS.upper()))
    assert again == Kept(DUPLICATE, first.id)
    assert store.id_of("http://mirror.example/d/") == first.id
    assert store.rows([first.id])[0].metadata.url == "https://rivers.example/delta"


def test_the_address_given_the_final_one_and_the_canonical_one_all_lead_to_the_article(store: Store) -> None:
    came = page("https://rivers.example/amp/delta", source="https://short.example/x")
    kept = store.keep(came, extraction(url="https://rivers.example/delta"))
    for address in ("https://short.example/x", "https://rivers.example/amp/delta", "https://rivers.example/delta"):
        assert store.id_of(address) == kept.id
    assert store.id_of("https://rivers.example/lake") is None
    assert store.id_of("") is None


def test_a_changed_text_at_the_same_address_updates_and_keeps_what_the_reader_did(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS), tags=["water"], added=5.0).id
    store.mark([article_id], starred=True, progress=Progress.READ)
    update = store.keep(page(data=b"new"), extraction(GLACIERS, title="Glaciers"))
    article = store.article(article_id)
    assert update == Kept(UPDATED, article_id)
    assert article.document.text == GLACIERS
    assert (article.metadata.title, article.tags, article.added) == ("Glaciers", ("water",), 5.0)
    assert (article.state.starred, article.state.progress) == (True, Progress.READ)
    assert store.raw(article_id).data == b"new"


@pytest.mark.parametrize("worse", [PAYWALLED, extraction(RIVERS[:100])], ids=["broken", "much shorter"])
def test_a_worse_text_never_replaces_a_better_one(store: Store, worse: object) -> None:
    article_id = store.keep(page(data=b"good"), extraction(RIVERS)).id
    assert store.keep(page(data=b"bad"), worse) == Kept(DUPLICATE, article_id)  # type: ignore[arg-type]
    assert store.article(article_id).document.text == RIVERS
    assert store.raw(article_id).data == b"good"


def test_the_whole_text_replaces_the_beginning_before_a_paywall(store: Store) -> None:
    article_id = store.keep(page(), PAYWALLED).id
    assert store.keep(page("file:///saved.html"), extraction(RIVERS, url=page().url)) == Kept(UPDATED, article_id)
    assert store.article(article_id).verdict is Verdict.ARTICLE


def test_any_text_replaces_a_broken_one_however_short(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS, verdict=Verdict.SHELL)).id
    assert store.keep(page(), extraction("It ends.", verdict=Verdict.PAYWALL)) == Kept(UPDATED, article_id)
    assert store.keep(page(), extraction("Ends.")) == Kept(UPDATED, article_id)


def test_pages_that_all_claim_the_front_page_s_address_stay_apart(store: Store) -> None:
    front = "https://rivers.example/"
    pages = [(page(f"https://rivers.example/{name}"), extraction(text, url=front)) for name, text in
             (("delta", RIVERS), ("glacier", GLACIERS))]  # fmt: skip
    kept = [store.keep(*each) for each in pages]
    assert [each.outcome for each in kept] == [ADDED, ADDED]
    assert [store.keep(*each).outcome for each in pages] == [DUPLICATE, DUPLICATE]
    assert store.id_of("https://rivers.example/glacier") == kept[1].id


def test_a_claimed_address_is_believed_where_the_texts_resemble_each_other(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS)).id
    printed = store.keep(page("https://rivers.example/print?id=3"), extraction(RIVERS, GLACIERS, url=page().url))
    assert printed == Kept(UPDATED, article_id)


def test_shells_of_one_site_are_not_duplicates_of_each_other(store: Store) -> None:
    shell = extraction("Please enable JavaScript.", verdict=Verdict.SHELL)
    assert store.keep(page("https://app.example/1"), shell).outcome is ADDED
    assert store.keep(page("https://app.example/2"), shell).outcome is ADDED
    assert store.keep(page("https://app.example/2"), shell).outcome is DUPLICATE


def test_a_file_without_another_address_is_known_by_its_path(store: Store) -> None:
    article_id = store.keep(page("file:///notes.md"), extraction(RIVERS)).id
    assert store.keep(page("file:///notes.md"), extraction(RIVERS[:80])) == Kept(UPDATED, article_id)
    assert store.keep(page("file:///notes.md"), extraction(GLACIERS)) == Kept(UPDATED, article_id)
    assert store.keep(page("file:///other.md"), extraction(RIVERS)).outcome is ADDED


def test_a_file_that_holds_another_page_now_is_another_article(store: Store) -> None:
    saved = page("file:///tmp/page.html")
    first = store.keep(saved, extraction(RIVERS, url="https://rivers.example/delta"))
    second = store.keep(saved, extraction(GLACIERS, url="https://ice.example/glacier"))
    assert (second.outcome, second.id != first.id) == (ADDED, True)
    assert store.article(first.id).document.text == RIVERS
    assert store.id_of("file:///tmp/page.html") == second.id


def test_a_page_without_any_address_is_known_by_its_text(store: Store) -> None:
    piped = Page("-", "", b"x")
    article_id = store.keep(piped, extraction(RIVERS)).id
    assert store.keep(piped, extraction(RIVERS)) == Kept(DUPLICATE, article_id)
    assert store.keep(piped, extraction(GLACIERS)).outcome is ADDED


def test_what_is_in_the_trash_comes_back_when_it_is_added_again(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS), tags=["water"], added=5.0).id
    store.remove([article_id])
    assert store.keep(page(), extraction(GLACIERS), now=9.0) == Kept(ADDED, article_id)
    row = store.rows([article_id])[0]
    assert (row.tags, row.added) == (("water",), 9.0)
    assert store.article(article_id).document.text == GLACIERS


def test_many_pages_are_kept_in_one_transaction_and_answered_in_order(store: Store) -> None:
    pages = [numbered(1), numbered(2), numbered(1)]
    kept = store.keep_many(Incoming(*each, tags=("new",), added=3.0) for each in pages)
    assert [each.outcome for each in kept] == [ADDED, ADDED, DUPLICATE]
    assert kept[0].id == kept[2].id
    assert store.tags() == (("new", 2),)


def test_one_page_that_cannot_be_kept_keeps_the_others_of_its_transaction_out(store: Store) -> None:
    unstorable = extraction("half a character \ud800", url="https://rivers.example/half")
    coded = type(unstorable)(unstorable.metadata, _with_bad_target(), unstorable.verdict)
    with pytest.raises(BadDataError, match=r"rivers\.example/half"):
        store.keep_many([Incoming(*numbered(1)), Incoming(page(), coded)])
    assert store.count() == 0


def _with_bad_target():  # type: ignore[no-untyped-def]
    from index.document import BlockKind, DocumentBuilder

    builder = DocumentBuilder()
    builder.block(BlockKind.IMAGE, "a map", source="https://rivers.example/\ud800")
    return builder.build()


def test_halves_of_characters_in_names_are_replaced(store: Store) -> None:
    odd = Page("caf\udce9.html", "file:///caf%E9.html", b"x")
    article_id = store.keep(odd, extraction("body \ud800 text", title="T\udce9"), tags=["\udce9"]).id
    assert store.article(article_id).metadata.title == "T\ufffd"
    assert store.article(article_id).document.text == "body \ufffd text"
    assert store.raw(article_id).source == "caf\ufffd.html"


def test_a_new_extraction_of_the_same_page_keeps_the_page_and_its_reader_s_marks(store: Store) -> None:
    article_id = store.keep(page(), extraction(RIVERS), tags=["water"]).id
    highlight = store.add_highlight(article_id, 8, 13)
    store.update_extraction(article_id, extraction("By Ann.", RIVERS, title="River deltas", url="https://r.example/d"))
    article = store.article(article_id)
    assert (article.metadata.title, article.tags) == ("River deltas", ("water",))
    assert [mark.quote for mark in article.highlights] == [highlight.quote]
    assert article.document.text[article.highlights[0].start : article.highlights[0].end] == highlight.quote
    assert store.raw(article_id) == page()
    assert store.id_of("https://r.example/d") == article_id
    assert store.id_of(page().url) == article_id


def test_a_new_extraction_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NoInputError, match="no article 9"):
        store.update_extraction(9, extraction())
