"""Hypothesis draws the same cases every time, so that a red run can be repeated; `make fuzz` looks for new ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from resultaatcontract.annex import articles_behaviour
from resultaatcontract.prove.bounds import Reaches, bounds_by
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
    known: dict[tuple[object, ...], Reaches] = {}

    def once(prover: Prover) -> Reaches:
        contract = prover.compiled.contract
        # Contracts of one fund share their text and so their digest, but not their title and amounts.
        key = (prover.compiled.digest, contract.title, contract.reference, prover.compiled.plan.nodes)
        if key not in known:
            known[key] = bounds_by(prover)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(articles_behaviour, "bounds_by", once)
        yield
