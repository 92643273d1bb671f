"""`python -m resultaatcontract.overview` writes contracts/README.md and docs/bron-en-bijlage.md of the repository anew."""

from __future__ import annotations

import sys
from pathlib import Path

from ..driver import compile_source
from ..files import read_source
from . import beside
from .entries import shipped
from .table import page

PAGE = Path("contracts") / "README.md"


def main() -> int:
    for parent in Path(__file__).parents:
        if (parent / "pyproject.toml").is_file():
            (parent / PAGE).write_text(page(shipped()), encoding="utf-8", newline="\n")
            compiled = compile_source(read_source(parent / beside.CONTRACT))
            (parent / beside.PAGE).write_text(beside.page(compiled), encoding="utf-8", newline="\n")
            return 0
    print("De pagina hoort bij de broncode; dit is een geïnstalleerd pakket.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
