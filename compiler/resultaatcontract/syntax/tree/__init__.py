"""The syntax tree: what the author wrote, one class per rule of the grammar, fields in the order of the rule.

Spans don't count in comparisons: two trees are equal when they say the same. Nothing is resolved here; names are names."""

from __future__ import annotations

from .agreement import *
from .examples import *
from .expressions import *
from .fund import *
from .indicators import *
from .payment import *
from .whole import *
from .words import *
