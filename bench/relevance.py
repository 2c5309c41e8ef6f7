"""Measures how well answers are ranked, over collections of questions whose right answers are known.

    python -m bench.relevance DATA [--scorer SCORER]

DATA holds the collections as the scorer expects them, SCORER is its file: it adds each collection to a library of its
own, asks its questions through `Library.search` and prints JSON. Here that becomes the table of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import machine

TARGETS = {"cranfield": 0.410, "cnil": 0.655, "xquad.de": 0.955, "xquad.en": 0.970, "xquad.zh": 0.967}
"""The least nDCG@10, by a part of the collection's name."""

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.relevance", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path, help="a folder of collections")
    parser.add_argument("--scorer", type=Path, help="default: tools/score_search.py beside the data's folder")
    options = parser.parse_args(arguments)
    scorer = options.scorer or options.data.resolve().parent.parent / "tools" / "score_search.py"
    command = [
        sys.executable,
        str(scorer),
        "--data",
        str(options.data),
        "--command",
        f"{sys.executable} -m tui",
        "--json",
    ]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    described = ", ".join(f"{name} {value}" for name, value in machine.described().items())
    print(f"{described}.\n\n{table(json.loads(done.stdout))}")
    return 0


def table(results: dict[str, dict[str, Any]]) -> str:
    """Markdown: a row a collection."""
    rows = [
        "| collection | documents | questions | nDCG@10 | target | | without a hit | p50, ms |",
        "|---|---:|---:|---:|---:|---|---:|---:|",
    ]
    for name, found in results.items():
        target = next((least for part, least in TARGETS.items() if part in name), None)
        verdict = "" if target is None else "met" if found["ndcg10"] >= target else "missed"
        rows.append(
            f"| {name} | {found['documents']:,} | {found['queries']:,} | {found['ndcg10']:.4f} "
            f"| {'–' if target is None else f'≥ {target:.3f}'} | {verdict} | {found['no_hit']:.2%} "
            f"| {found['query_ms_p50']:.1f} |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
