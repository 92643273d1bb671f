"""Findings: what the compiler has to say to an author. Facts here; each rule's prose in `checks/`; layout in `render`."""

from .finding import Cell, Finding, Findings, Note, Rejected, Rule, Severity

__all__ = ["Cell", "Finding", "Findings", "Note", "Rejected", "Rule", "Severity"]
