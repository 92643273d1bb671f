"""The programs that some tests look at documents with. Without one the test is skipped and says which; CI skips none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_PACKAGES = {
    "soffice": "LibreOffice (libreoffice-writer, libreoffice-calc)",
    "chromium": "Chromium (chromium)",
    "pdftoppm": "poppler (poppler-utils)",
    "pdftotext": "poppler (poppler-utils)",
}
NO_SKIP = "RC_NO_SKIP"


def needs(program: str) -> str:
    """The path of a program. Without it the test is skipped, or fails where nothing may be skipped."""
    found = shutil.which(program)
    if found is None:
        message = f"this test needs {_PACKAGES[program]}; .ci/install installs it on Debian"
        if os.environ.get(NO_SKIP):
            pytest.fail(message)
        pytest.skip(message)
    return found


def office_to(kind: str, document: Path, folder: Path) -> Path:
    """A document converted by LibreOffice, with a profile of its own so that two can run side by side."""
    program = needs("soffice")
    subprocess.run(
        [
            program,
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(document),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{document.stem}.{kind}"


def text_of_pdf(document: Path) -> str:
    """The text of a PDF as poppler reads it, in the order of reading."""
    program = needs("pdftotext")
    done = subprocess.run([program, "-raw", str(document), "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


def chromium(*arguments: str, profile: Path) -> bytes:
    """What headless Chromium prints."""
    program = needs("chromium")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    flags += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    done = subprocess.run(
        [program, *flags, f"--user-data-dir={profile}", *arguments], check=True, capture_output=True, timeout=120
    )
    return done.stdout
