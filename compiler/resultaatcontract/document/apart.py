"""Fills in a template in a process of its own; see own.py, which sends it the document and starts it."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

from .model import Document
from .own import BYTES, NAMES, SECONDS, Placed


def main() -> int:
    """0: the document is on standard output. 1: JSON that says what is wrong."""
    _limit()
    document, fmt, folder = pickle.loads(sys.stdin.buffer.read())
    try:
        made = _made(document, fmt, folder)
    except ImportError:
        return _told({"missing": "docxtpl"})
    except MemoryError:
        return 1
    except Exception as problem:  # whatever a template does wrong, its author reads what it was
        return _told({"wrong": f"{type(problem).__name__}: {problem}"[:300], "line": getattr(problem, "lineno", None)})
    sys.stdout.buffer.write(made)
    return 0


def _made(document: Document, fmt: Placed, folder: Path) -> bytes:
    if fmt == "docx":
        from ..data import data_folder
        from .word import placed

        own = folder / NAMES[fmt]
        return placed(document, (own if own.is_file() else data_folder("templates") / own.name).read_bytes())
    from .render import placed as text

    return text(document, fmt, folder).encode()


def _told(what: dict[str, Any]) -> int:
    sys.stdout.buffer.write(json.dumps(what).encode())
    return 1


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    sys.exit(main())
