"""From text to syntax tree and back. Lark stays behind this door."""

from .parse import parse

__all__ = ["parse"]
