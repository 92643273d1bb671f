"""Hypothesis draws the same cases every time, so that a red run can be repeated; `make fuzz` looks for new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings
from resultaatcontract.annex import articles_behaviour
from resultaatcontract.prove.bounds import bounds_by, bounds_by_year
from resultaatcontract.prove.prover import Prover

settings.register_profile("vast", derandomize=True, deadline=None)
settings.load_profile("vast")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test finds is kept for the user, and nothing kept before decides a test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("bewaard")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _bounds_once() -> Iterator[None]:
    """The bounds in an annex are proved once per contract: many tests look at the annex of the same text.

    Tests of the proofs themselves ask `bounds_of` or a prover, which work everything out.
    """

    def once(prove: Callable[[Prover], Any]) -> Callable[[Prover], Any]:
        known: dict[tuple[object, ...], Any] = {}

        def proved(prover: Prover) -> Any:
            contract = prover.compiled.contract
            # Contracts of one fund share their text and so their digest, but not their title and amounts.
            key = (prover.compiled.digest, contract.title, contract.reference, prover.compiled.plan.nodes)
            if key not in known:
                known[key] = prove(prover)
            return known[key]

        return proved

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(articles_behaviour, "bounds_by", once(bounds_by))
        patch.setattr(articles_behaviour, "bounds_by_year", once(bounds_by_year))
        yield
