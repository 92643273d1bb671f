"""Hypothesis draws the same cases every time, so that a red run can be repeated; `make fuzz` looks for new ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("vast", derandomize=True, deadline=None)
settings.load_profile("vast")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test finds is kept for the user, and nothing kept before decides a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("bewaard")))
        yield
