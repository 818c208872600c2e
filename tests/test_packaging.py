"""What the wheel carries, and that the program runs from it alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from kpicheck import __version__

ROOT = Path(__file__).parents[1]
NO_REGISTRY = ("No matching distribution", "Could not find a version", "ConnectionError", "Failed to establish")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode and any(sign in built.stdout + built.stderr for sign in NO_REGISTRY):
        pytest.skip("no package registry to get the build backend from")
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files_under(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("name", ["rules", "templates"])
def test_rules_and_templates_travel_in_the_wheel(site, name):
    assert files_under(site / "kpicheck" / "_shipped" / name) == files_under(ROOT / name)


def test_every_module_and_data_file_travels_in_the_wheel(site):
    inside = {name for name in files_under(site / "kpicheck") if not name.startswith("_shipped/")}
    assert inside == files_under(ROOT / "src" / "kpicheck")


def test_nothing_else_is_installed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"kpicheck", f"kpicheck-{__version__}.dist-info"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--version"], __version__), (["explain", "A1.2"], "A1.2.scope1"), (["rules", "validate"], "_shipped")],
)
def test_the_program_runs_from_the_wheel(site, tmp_path, arguments, said):
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "kpicheck", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


def test_the_changelog_knows_the_version():
    assert f"\n## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_script_is_the_boundary():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"kpicheck": "kpicheck.cli.main:main"}
