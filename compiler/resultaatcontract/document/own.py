"""An organisation's own templates, laid over ours with `--sjablonen MAP`.

They are hostile input: they are filled in by a process of its own, with a sandboxed jinja2, a limit on time and (where
the system has one) on memory, and no other files than those in the folder and in ours.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal, TypeAlias

from .. import checks
from ..findings import Cell, Rejected
from .model import Document

Placed: TypeAlias = Literal["md", "html", "docx"]
SECONDS = 30
BYTES = 2_000_000_000  # of memory
NAMES = {"md": "document.md.jinja", "html": "document.html.jinja", "docx": "document.docx"}
_PARTS = (*NAMES.values(), "document.css")


def own_templates(folder: Path) -> Path:
    """The folder, when it holds at least one template that we know. Raises `Rejected`."""
    where = Cell(folder.as_posix())
    if not folder.is_dir():
        raise Rejected([checks.rc913_template.no_folder(where)])
    if not any((folder / name).is_file() for name in _PARTS):
        raise Rejected([checks.rc913_template.nothing_known(where, _PARTS)])
    root = folder.resolve()
    outside = [
        name for name in _PARTS if (folder / name).exists() and not (folder / name).resolve().is_relative_to(root)
    ]
    if outside:
        raise Rejected([checks.rc913_template.outside(Cell((folder / outside[0]).as_posix()))])
    return folder


def filled_in(document: Document, fmt: Placed, folder: Path) -> bytes:
    """The document in the organisation's template, or in ours where it has none. Raises `Rejected`."""
    where = Cell((folder / NAMES[fmt]).as_posix())
    given = pickle.dumps((document, fmt, folder))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", f"{__package__}.apart"],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise Rejected([checks.rc913_template.too_long(where, SECONDS)]) from None
    if done.returncode == 0:
        return done.stdout
    told: dict[str, Any] = {}
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise Rejected([checks.rc913_template.too_large(where)]) from None
    if told.get("missing"):
        raise Rejected([checks.rc910_extra.finding(where, "word", str(told["missing"]))])
    raise Rejected([checks.rc913_template.wrong(where, str(told.get("wrong", "")), told.get("line"))])
