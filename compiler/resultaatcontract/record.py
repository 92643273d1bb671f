"""Frozen, slotted dataclasses that are cheap to define.

`dataclasses.dataclass(frozen=True, slots=True)` compiles six methods for each class. The tree, the model and the plan
have some 230 classes between them; defining them took longer than checking a contract. `record` compiles one method
(`__init__`) and shares the others. The result is a dataclass to `fields`, `replace`, `match` and type checkers.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import field
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")
_FIELD = vars(dataclasses)["_FIELD"]


def _setattr(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return bool(self.__compared__(self) == self.__compared__(other))


def _hash(self: Any) -> int:
    return hash(self.__compared__(self))


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduce(self: Any) -> Any:
    return _rebuild, (type(self), tuple(getattr(self, one.name) for one in dataclasses.fields(self)))


def _rebuild(cls: type[Any], values: tuple[object, ...]) -> Any:
    made = object.__new__(cls)
    for one, value in zip(dataclasses.fields(cls), values, strict=True):
        object.__setattr__(made, one.name, value)
    return made


_SHARED = {
    "__reduce__": _reduce,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
}


@overload
def record(cls: type[T], /) -> type[T]: ...
@overload
def record(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T] | None = None, /, *, kw_only: bool = False) -> Any:
    """The class as a frozen, slotted dataclass. Fields as in `dataclass`: annotations, defaults, `field(...)`."""
    if cls is None:
        return lambda one: _make(one, kw_only)
    return _make(cls, kw_only)


def _make(cls: type[Any], kw_only: bool) -> type[Any]:
    fields: dict[str, dataclasses.Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(base.__dict__.get("__dataclass_fields__", {}))
    own = inspect.get_annotations(cls)
    body = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    for name, annotation in own.items():
        default = body.pop(name, dataclasses.MISSING)
        made: Any = default if isinstance(default, dataclasses.Field) else field(default=default)
        made.name, made.type = name, annotation
        made.kw_only = kw_only
        setattr(made, "_field_type", _FIELD)  # noqa: B010  # how `fields` knows an ordinary field
        fields[name] = made
    for name, method in _SHARED.items():
        body.setdefault(name, method)
    positional = [one for one in fields.values() if not one.kw_only]
    compared = [one.name for one in fields.values() if one.compare]
    body["__slots__"] = tuple(own)
    body["__dataclass_fields__"] = fields
    body["__match_args__"] = tuple(one.name for one in positional)
    body["__compared__"] = staticmethod(attrgetter(*compared) if compared else lambda self: ())
    made_class: Any = type(cls.__name__, cls.__bases__, body)
    made_class.__qualname__ = cls.__qualname__
    named = [one for one in fields.values() if one.kw_only]
    made_class.__init__ = _first_init(made_class, positional, named)
    result: type[Any] = made_class
    return result


def _first_init(cls: type[Any], positional: list[dataclasses.Field[Any]], named: list[dataclasses.Field[Any]]) -> Any:
    """An `__init__` that makes the real one on first use: one run uses a part of all classes."""

    def first(self: Any, *arguments: Any, **words: Any) -> None:
        real = _init(cls, positional, named)
        cls.__init__ = real
        real(self, *arguments, **words)

    return first


def changed(old: T, **values: Any) -> T:
    """A copy of a record with other values in some fields; as `dataclasses.replace`."""
    made: T = dataclasses.replace(old, **values)  # type: ignore[type-var]
    return made


def _init(cls: type[Any], positional: list[dataclasses.Field[Any]], named: list[dataclasses.Field[Any]]) -> Any:
    """An `__init__` that fills the slots past the frozen `__setattr__`."""
    space: dict[str, Any] = {}
    words = ["self"]
    lines = []
    for index, one in enumerate([*positional, *named]):
        if index == len(positional):
            words.append("*")
        default = ""
        if one.default is not dataclasses.MISSING:
            space[f"_default_{one.name}"] = one.default
            default = f"=_default_{one.name}"
        elif one.default_factory is not dataclasses.MISSING:
            space[f"_default_{one.name}"] = dataclasses.MISSING
            space[f"_make_{one.name}"] = one.default_factory
            default = f"=_default_{one.name}"
            lines.append(f"    if {one.name} is _default_{one.name}: {one.name} = _make_{one.name}()")
        words.append(f"{one.name}{default}")
        space[f"_set_{one.name}"] = getattr(cls, one.name).__set__
        lines.append(f"    _set_{one.name}(self, {one.name})")
    exec(f"def __init__({', '.join(words)}):\n" + ("\n".join(lines) or "    pass"), space)
    return space["__init__"]
