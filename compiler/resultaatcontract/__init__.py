"""Resultaatcontract: result agreements as text, compiled to an exact payment function and a Dutch annex."""

__version__ = "0.1.0"
