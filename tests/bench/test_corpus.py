from __future__ import annotations

import gzip
import json
from pathlib import Path

from bench.corpus import GAP, SYNTHETIC, Corpus, Document

ORIGINALS = [
    Document(1, "River deltas", f"Sand settles.{GAP}Three streams meet.", "en", "2020-01-01"),
    Document(2, "Le delta du Rhône", f"Le sable se pose.{GAP}Trois bras.{GAP}La mer.", "fr", "2021-02-03"),
    Document(3, "Tidal flats", "Birds feed at low tide.", "en", "2022-05-06"),
]


def test_the_first_articles_are_those_that_were_given() -> None:
    assert list(Corpus(ORIGINALS).documents(2)) == ORIGINALS[:2]
    assert list(Corpus(ORIGINALS).documents(5))[:3] == ORIGINALS


def test_more_articles_are_recombined_the_same_way_each_time() -> None:
    documents = list(Corpus(ORIGINALS).documents(50))
    assert documents == list(Corpus(ORIGINALS).documents(50))
    assert [document.id for document in documents] == list(range(1, 51))


def test_a_recombined_article_holds_paragraphs_of_its_own_language_only() -> None:
    paragraphs = {
        language: {part for each in ORIGINALS if each.language == language for part in each.body.split(GAP)}
        for language in ("en", "fr")
    }
    for document in Corpus(ORIGINALS).documents(60):
        assert set(document.body.split(GAP)) <= paragraphs[document.language]


def test_fewer_articles_are_the_beginning_of_more() -> None:
    corpus = Corpus(ORIGINALS)
    assert list(corpus.documents(20)) == list(corpus.documents(40))[:20]


def test_a_corpus_is_read_gzipped_or_not(tmp_path: Path) -> None:
    line = json.dumps({"title": "Deltas", "body": "Sand.", "language": "en", "published": "2020-01-01"})
    plain, packed = tmp_path / "articles.jsonl", tmp_path / "articles.jsonl.gz"
    plain.write_text(f"{line}\n", encoding="utf-8")
    packed.write_bytes(gzip.compress(f"{line}\n".encode()))
    expected = [Document(1, "Deltas", "Sand.", "en", "2020-01-01")]
    assert Corpus.read(plain).originals == Corpus.read(packed).originals == expected


def test_without_a_corpus_articles_are_made_up() -> None:
    made_up = Corpus.read(None).originals
    assert len(made_up) == SYNTHETIC
    assert made_up == Corpus.read(None).originals
    assert all(document.title and document.body for document in made_up)
