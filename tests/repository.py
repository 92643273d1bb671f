"""The contracts of this repository, and the files that contracts in tests use."""

from __future__ import annotations

import re
from pathlib import Path

from resultaatcontract.text.source import Source

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "contracts").rglob("*.rc"))
FUNDS = [path for path in FILES if re.search(r"^resultatenfonds\b", path.read_text(encoding="utf-8"), re.MULTILINE)]
# A file without an agreement only holds definitions or a template, for contracts to use.
CONTRACTS = [
    path
    for path in FILES
    if path not in FUNDS and re.search(r"^overeenkomst\b", path.read_text(encoding="utf-8"), re.MULTILINE)
]
LIBRARY = sorted((ROOT / "contracts" / "bibliotheek").glob("*.rc"))


def load(source: Source, path: str) -> Source | str:
    """The files that contracts in tests and documents use: beside the file that names them, or those of contracts/."""
    for name in ((Path(source.name).parent / path).as_posix(), path):
        file = ROOT / "contracts" / name
        if file.is_file():
            return Source(name, file.read_text(encoding="utf-8"))
    return "het bestaat niet"
