"""`python -m resultaatcontract.catalogue` writes docs/bibliotheek.md of the repository that holds this file anew."""

from __future__ import annotations

import sys
from pathlib import Path

from ..files import loader, read_source
from .entries import Library, read_library
from .page import page

FOLDER = Path("contracts") / "bibliotheek"
PAGE = Path("docs") / "bibliotheek.md"


def libraries(root: Path) -> list[Library]:
    """Every file of the library of a repository, those with indicators first, by name. Raises `Rejected`."""
    found = []
    for path in sorted((root / FOLDER).glob("*.rc")):
        found.append(read_library(read_source(path), f"{FOLDER.name}/{path.name}", loader()))
    return sorted(found, key=lambda one: (not one.entries, one.path))


def main() -> int:
    for parent in Path(__file__).parents:
        if (parent / "pyproject.toml").is_file():
            (parent / PAGE).write_text(page(libraries(parent)), encoding="utf-8", newline="\n")
            return 0
    print("De pagina hoort bij de broncode; dit is een geïnstalleerd pakket.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
