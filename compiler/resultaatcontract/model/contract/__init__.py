"""The checked model of one contract. Everything after this stage may rely on it: names exist, kinds and levels fit."""

from __future__ import annotations

from .examples import *
from .indicators import *
from .measured import *
from .payment import *
from .prices import *
from .whole import *
