"""Worked examples."""

from __future__ import annotations

from typing import TypeAlias

from ...record import record
from .words import Amount, Date, Literal, Marker, Name, Node, Note, Number, Text


@record
class Assign(Node):
    name: Name
    moment: Name | None
    value: Literal | Name | Marker


@record
class AssignDate(Node):
    moment: Name
    day: Date


Assignment: TypeAlias = "Assign | AssignDate | Marker"


@record
class AssignmentLine(Node):
    assignments: tuple[Assignment, ...]


@record
class AssignEach(Node):
    """The values of a measurement for all periods, or for all parties of a group, in order."""

    name: Name
    moment: Name | None
    of: Name
    values: tuple[Literal | Name | Marker, ...]


@record
class ExampleParticipant(Node):
    name: Name
    assignments: tuple[Assignment, ...]


@record
class ExampleParticipantBlock(Node):
    name: Name
    lines: tuple[AssignmentLine, ...]


@record
class ExampleParticipants(Node):
    number: Number
    name: Name
    assignments: tuple[Assignment, ...]


@record
class ExampleParticipantsBlock(Node):
    number: Number
    name: Name
    lines: tuple[AssignmentLine, ...]


@record
class ExpectPays(Node):
    party: Name


@record
class ExpectReceives(Node):
    party: Name


@record
class ExpectIndicator(Node):
    indicator: Name


@record
class ExpectTranche(Node):
    tranche: Name


@record
class ExpectTranchePays(Node):
    tranche: Name
    party: Name


@record
class ExpectTrancheReceives(Node):
    tranche: Name
    party: Name


@record
class ExpectYear(Node):
    year: Number


@record
class ExpectParticipant(Node):
    participant: Name


@record
class ExpectMember(Node):
    member: Name


@record
class ExpectCall(Node):
    call: Name


Expected: TypeAlias = (
    "ExpectPays | ExpectReceives | ExpectIndicator | ExpectTranche | ExpectTranchePays | ExpectTrancheReceives"
    " | ExpectYear | ExpectParticipant | ExpectMember | ExpectCall | Marker"
)


@record
class Expectation(Node):
    expected: Expected
    amount: Amount


ExampleValue: TypeAlias = "ExampleParticipant | ExampleParticipantBlock | ExampleParticipants | ExampleParticipantsBlock | AssignmentLine | AssignEach"


@record
class ExampleMember(Node):
    """In the example of a fund: the results of one of its contracts."""

    member: Name
    lines: tuple[ExampleValue, ...]


ExampleLine: TypeAlias = "ExampleValue | ExampleMember | Expectation | Note"


@record
class Example(Node):
    title: Text
    lines: tuple[ExampleLine, ...]
