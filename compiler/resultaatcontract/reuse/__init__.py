"""Reuse: definitions of other files (`gebruik`) and templates (`sjabloon`). Syntax tree → syntax tree without either."""

from __future__ import annotations

from .assemble import Assembled, Loader, Parser, assemble, is_library, no_files

__all__ = ["Assembled", "Loader", "Parser", "assemble", "is_library", "no_files"]
