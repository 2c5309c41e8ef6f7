"""Bytes become text as browsers read them, and better where a declaration is plainly wrong."""

from __future__ import annotations

import pytest

from index.extract.decode import decode

TEXT = "Grüße aus Zürich – “naïve” café"
RUSSIAN = "Съешь ещё этих мягких французских булок, да выпей чаю"
JAPANESE = "色は匂へど散りぬるを我が世誰ぞ常ならむ"


def page(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{text}</body></html>'


def test_utf8_without_a_declaration_is_utf8() -> None:
    assert decode(TEXT.encode()) == TEXT


def test_utf8_is_utf8_whatever_is_declared() -> None:
    source = page("iso-8859-1")
    assert decode(source.encode(), "iso-8859-1") == source


def test_latin_1_means_windows_1252() -> None:
    source = page("iso-8859-1")
    assert decode(source.encode("windows-1252")) == source


def test_the_server_goes_before_the_page() -> None:
    source = page("windows-1252", RUSSIAN)
    assert decode(source.encode("windows-1251"), "windows-1251") == source


def test_a_server_that_is_plainly_wrong_is_not_believed() -> None:
    source = page("windows-1251", RUSSIAN)
    assert decode(source.encode("windows-1251"), "utf-8") == source


def test_a_byte_order_mark_goes_before_all() -> None:
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le"), "windows-1252") == TEXT
    assert decode(b"\xef\xbb\xbf" + TEXT.encode(), "utf-16") == TEXT


def test_a_page_that_declares_utf16_in_eight_bits_is_utf8() -> None:
    source = page("utf-16")
    assert decode(source.encode()) == source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str) -> None:
    source = page("utf-8", "A plain English sentence.")
    assert decode(source.encode(codec)) == source


@pytest.mark.parametrize(
    ("codec", "label"), [("cp932", "shift_jis"), ("euc_jp", "euc-jp"), ("iso2022_jp", "iso-2022-jp")]
)
def test_japanese_encodings_are_read_by_their_labels(codec: str, label: str) -> None:
    source = page(label, JAPANESE)
    assert decode(source.encode(codec)) == source


def test_gb2312_means_gbk() -> None:
    source = page("gb2312", "朱镕基")
    assert decode(source.encode("gbk")) == source


def test_an_unknown_label_is_passed_over() -> None:
    source = page("klingon-1")
    assert decode(source.encode()) == source
    assert "caf" in decode(source.encode("windows-1252"))


def test_without_a_declaration_the_page_language_says_which_encoding_is_likely() -> None:
    source = f'<html lang="ru"><body>{RUSSIAN}</body></html>'
    assert decode(source.encode("windows-1251")) == source


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    text = RUSSIAN * 40
    assert decode(text.encode() + b"\xff") == text + "\ufffd"


def test_a_flood_of_unclosed_meta_elements_takes_no_time() -> None:
    assert decode(b"<meta " * 40_000 + TEXT.encode()).endswith(TEXT)
