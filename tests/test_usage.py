"""Wrong use of the command line: Dutch help and Dutch errors with exit status 2, none of click's own English."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result
from resultaatcontract.cli import main

COMMANDS = sorted(main.commands)
ENGLISH = re.compile(
    r"\b(usage|error|try|missing|options|commands?|arguments?|show|exit|invalid|value|no such|got|unexpected|"
    r"requires?|required|does|not|one of|path|paths|text file|did you mean|version)\b",
    re.IGNORECASE,
)


def rc(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)])
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_in_dutch(command: tuple[str, ...], option: str) -> None:
    result = rc(*command, option)
    assert result.exit_code == 0
    assert result.output.startswith(f"Gebruik: {' '.join(('rc', *command))} [OPTIES]")
    assert "Opties:\n" in result.output
    assert "-h, --help" in result.output
    assert "Toon deze uitleg." in result.output
    assert not ENGLISH.search(re.sub(r"--\w+|\[[a-z|]+\]", "", result.output))


def test_the_help_of_the_whole_lists_every_command_with_a_sentence() -> None:
    shown = rc("--help").output.split("Opdrachten:\n")[1].splitlines()
    assert [line.split()[0] for line in shown] == COMMANDS
    assert all(line.endswith(".") for line in shown)


def test_a_call_without_a_command_shows_the_help_as_wrong_use() -> None:
    result = rc()
    assert (result.exit_code, result.output) == (2, rc("--help").output)


def test_the_version_is_one_line() -> None:
    assert re.fullmatch(r"rc [0-9.]+\n", rc("--version").output)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check", "Het argument PAD ontbreekt."),
        ("pay a.rc", "Het argument METINGEN ontbreekt."),
        ("sheet a.rc", "De optie -o of --output ontbreekt."),
        ("chek", "De opdracht “chek” bestaat niet. Bedoelde u check?"),
        ("betaal", "De opdracht “betaal” bestaat niet."),
        ("--kleur", "De optie --kleur bestaat niet."),
        ("check -z", "De optie -z bestaat niet."),
        ("check a.rc --frmat json", "De optie --frmat bestaat niet. Bedoelde u --format?"),
        ("check a.rc --format", "Na de optie --format ontbreekt de waarde."),
        ("pay a.rc b.csv -o", "Na de optie -o ontbreekt de waarde."),
        ("check --strict=1 a.rc", "Na de optie --strict hoort geen waarde."),
        (
            "check --format jsn a.rc",
            "--format: “jsn” bestaat niet. Bedoelde u json? Kies uit full, concise, json, github, sarif.",
        ),
        ("build a.rc b.rc c.rc", "Te veel argumenten: “b.rc”, “c.rc” hoort hier niet."),
        ("annex a.rc b.rc", "Noem bij meer overeenkomsten achter --naar de map voor de bijlagen."),
        ("annex a.rc --naar map -o b.pdf", "Bij --naar passen geen -o, --wijzigt en --overeenkomst."),
    ],
)
def test_wrong_use_is_told_in_dutch(arguments: str, said: str) -> None:
    result = rc(*arguments.split())
    assert result.exit_code == 2
    usage, _, error = result.output.partition("\n\n")
    assert re.fullmatch(r"Gebruik: (rc[ a-z]*) \[OPTIES\].*\nUitleg: \1 --help", usage)
    assert error == f"Fout: {said}\n"


FORMS = "Schrijf bijvoorbeeld “31 maart 2025”, 31-3-2025 of 2025-03-31."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("morgen", f"“morgen” is geen datum. {FORMS}"),
        ("", f"“” is geen datum. {FORMS}"),
        ("20250331", f"“20250331” is geen datum. {FORMS}"),
        ("2025-02-30", f"“2025-02-30” is geen datum. Controleer de datum: deze dag bestaat niet. {FORMS}"),
        ("31 marrt 2025", f"“31 marrt 2025” is geen datum. Bedoelt u maart? {FORMS}"),
        ("32 maart 2025", f"“32 maart 2025” is geen datum. Controleer hoeveel dagen maart 2025 heeft. {FORMS}"),
    ],
)
def test_a_wrong_date_is_told_with_the_forms_that_are_right(text: str, said: str) -> None:
    result = rc("pay", "a.rc", "b.csv", "--at", text)
    assert result.exit_code == 2
    assert result.output.endswith(f"\n\nFout: --at: {said}\n")


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("resultaatcontract.cli.contracts_below", interrupt)
    result = rc("check", "a.rc")
    assert (result.exit_code, result.output) == (130, "Afgebroken.\n")
