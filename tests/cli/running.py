"""Runs the `carrel` command: within this process, or as a process of its own where streams and signals matter."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index import Library
from index.article import Extraction, Metadata, Page, Verdict
from index.document import BlockKind, DocumentBuilder
from tui.cli import main


@dataclass(frozen=True)
class Result:
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


def carrel(library: Path | None, *arguments: str, given: bytes = b"") -> Result:
    """Run a command in this process, without a terminal."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
        status = main([*(["--library", str(library)] if library else []), *arguments])
        sys.stdout.flush()
        sys.stderr.flush()
        return Result(status, out.getvalue().decode(), err.getvalue().decode())


def command(library: Path | None, *arguments: str) -> list[str]:
    """The words that start the command as a process."""
    return [sys.executable, "-m", "tui", *(["--library", str(library)] if library else []), *arguments]


def process(library: Path | None, *arguments: str, environment: dict[str, str] | None = None, **more: Any) -> Result:
    """Run a command as a process of its own."""
    done = subprocess.run(
        command(library, *arguments), capture_output=True, timeout=120, check=False,
        env={**os.environ, **(environment or {})}, **more,
    )  # fmt: skip
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def article(title: str, *paragraphs: str, url: str, language: str = "en", verdict: Verdict = Verdict.ARTICLE,
            **facts: Any) -> tuple[Page, Extraction]:  # fmt: skip
    """A page and what was made of it, as extraction would hand them on."""
    builder = DocumentBuilder()
    for paragraph in paragraphs:
        builder.block(BlockKind.PARAGRAPH, paragraph)
    document = builder.build()
    words = len(document.text.split())
    metadata = Metadata(title=title, url=url, language=language, words=words, minutes=max(1, words // 230), **facts)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = Page(url, url, f"<!DOCTYPE html><title>{title}</title>{body}".encode(), "text/html", "utf-8", 1709294400.0)
    return page, Extraction(metadata, document, verdict, 0.9)


def fill(path: Path) -> None:
    """A library of four articles, numbered in this order."""
    with Library.open(path) as library:
        articles = [
            article(
                "How a tide table is made",
                "The sea comes and goes twice a day.",
                "A tide table says when the high water stands at the harbour wall.",
                url="https://tides.example/table", site="Tides", byline="Ada Marsh", published="2024-03-01",
            ),
            article(
                "Le règlement sur l’IA",
                "Les députés ont voté le règlement après trois ans de travaux.",
                url="https://presse.example/ia", language="fr", site="La Presse",
            ),
            article("夜の列車", "夜の列車は静かに海を渡る。", url="https://train.example/yoru", language="ja"),
            article(
                "Behind the wall", "Only the first lines of the tide are free.",
                url="https://wall.example/a", verdict=Verdict.PAYWALL,
            ),
        ]  # fmt: skip
        for number, (page, extraction) in enumerate(articles):
            library.add(page, extraction, tags=["sea"] if number == 0 else [], added=1709294400.0 + number * 86400)
        library.catch_up()


@contextlib.contextmanager
def opened(path: Path) -> Any:
    """The library, for looking at what a command did."""
    with Library.open(path) as library:
        yield library
