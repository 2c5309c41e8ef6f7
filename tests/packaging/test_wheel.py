"""What is installed is what is here: built as pip builds it, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

hatchling = pytest.importorskip("hatchling.builders.wheel")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    return Path(next(iter(hatchling.WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"]))))


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "site")}
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def test_the_wheel_holds_every_file_of_both_packages_and_the_samples(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = tracked("index", "tui") | {f"tui/{name}" for name in tracked("sample_data")}
    assert wanted - held == set()


def test_the_demo_runs_from_an_installed_wheel_outside_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    demo = run(tmp_path, "-m", "tui", "demo")
    assert demo.returncode == 0, demo.stderr
    assert "38 articles added" in demo.stdout
    assert demo.stdout.count("$ carrel search") == 3
    assert str(tmp_path) in run(tmp_path, "-c", "import index, tui; print(index.__file__, tui.__file__)").stdout
