"""Where the files that travel with the program lie: `rules/` and `templates/`."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder `name` in the installed wheel, or at the root of the checkout."""
    inside = Path(__file__).parent / "_shipped" / name
    return inside if inside.is_dir() else Path(__file__).parents[2] / name
