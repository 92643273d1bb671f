"""Resultaatcontract: result agreements as text, compiled to an exact payment function and a Dutch annex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import PaymentFunction, compile_contract

__version__ = "0.1.0"
__all__ = ["PaymentFunction", "__version__", "compile_contract"]


def __getattr__(name: str) -> Any:
    """The public names are imported when first asked for, so that `rc` starts quickly."""
    if name in ("PaymentFunction", "compile_contract"):
        from . import api

        return getattr(api, name)
    raise AttributeError(name)
