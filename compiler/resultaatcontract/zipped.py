"""Files that are zip archives (.xlsx, .docx) with the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

BORN = datetime(2000, 1, 1)  # when such a document says it was made
_ZIP_BORN = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")


def settled(content: bytes) -> bytes:
    """The archive without the time at which it was made; stored and not compressed, as zlib's output may change."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _DATES.sub(rb"\g<1>" + f"{BORN:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            info = zipfile.ZipInfo(name, _ZIP_BORN)
            info.create_system = 0
            archive.writestr(info, part)
    return target.getvalue()
