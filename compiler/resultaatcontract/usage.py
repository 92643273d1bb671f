"""The Dutch of the command line itself: help pages and usage errors, without a word of click's own English.

click takes its sentences from gettext, in wordings that differ from version to version and in the language of the
user's environment. So nothing is translated here: headings, help and errors are written anew, from what click says
by type (which exception, which parameter). That holds for click 8.1 and later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from .text import writing

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
    _Choices = click.Choice[str]
else:  # click 8.1 knows no type parameters
    _Type = click.ParamType
    _Choices = click.Choice


class Misuse(click.UsageError):
    """The command itself was used wrongly; exit status 2."""

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file=file, err=True)
            click.echo(f"Uitleg: {self.ctx.command_path} --help\n", file=file, err=True)
        click.echo(f"Fout: {self.format_message()}", file=file, err=True)


class _Dutch(click.Command):
    """What a command and the group of commands share: help and errors in Dutch."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and self.no_args_is_help:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as wrong:
            raise _misuse(wrong, ctx) from None

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIES]", *(_shown(one) for one in self.params if isinstance(one, click.Argument))]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        rows = [(row[0], one) for one in options if (row := one.get_help_record(ctx)) is not None]
        with formatter.section("Opties"):
            formatter.write_dl([(left, f"{one.help}{' Verplicht.' if one.required else ''}") for left, one in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option


class Command(_Dutch):
    """One command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # so that the error is ours
        rest = super().parse_args(ctx, args)
        if rest:
            raise Misuse(f"Te veel argumenten: {_named(rest)} hoort hier niet.", ctx)
        return rest


class Group(_Dutch, click.Group):
    """The commands together."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIES]", "OPDRACHT", "..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, one.get_short_help_str(200)) for name, one in sorted(self.commands.items())])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.commands:
            raise Misuse(f"De opdracht “{args[0]}” bestaat niet.{_near(args[0], list(self.commands))}", ctx)
        return super().resolve_command(ctx, args)


class Choice(_Choices):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value not in self.choices:
            near = _near(value, self.choices)
            self.fail(f"“{value}” bestaat niet.{near} Kies uit {', '.join(self.choices)}.", param, ctx)
        return super().convert(value, param, ctx)


class Name(click.Path):
    """The name of a file or folder to read, or of one to write that ends on one of `endings`."""

    def __init__(self, *endings: str) -> None:
        super().__init__()
        self.endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = Path(value)
        if not str(value):
            self.fail("er staat geen naam.", param, ctx)
        if self.endings and found.suffix.lower() not in self.endings:
            wanted = writing.listing(list(self.endings), "of")
            self.fail(f"“{value}” kan niet; verwacht wordt een naam die eindigt op {wanted}.", param, ctx)
        return found


class Day(_Type):
    """A date in the forms that a results file takes."""

    name = "datum"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from .results.notation import Unfit, day

        try:
            return day(value.strip())
        except Unfit as problem:
            remedy = f" {problem.remedy}" if problem.remedy else ""
            self.fail(
                f"“{value}” is geen datum.{remedy} Schrijf bijvoorbeeld “31 maart 2025”, 31-3-2025 of 2025-03-31.",
                param,
                ctx,
            )


def _misuse(wrong: click.UsageError, ctx: click.Context) -> Misuse:
    """The same error in Dutch. Every error that click gives for parameters of the kinds used here is named."""
    options = {name: one for one in ctx.command.get_params(ctx) for name in one.opts if isinstance(one, click.Option)}
    match wrong:
        case Misuse():
            return wrong
        case click.MissingParameter(param=click.Option()):
            text = f"De optie {_spoken(wrong.param)} ontbreekt."
        case click.MissingParameter():
            text = f"Het argument {_spoken(wrong.param)} ontbreekt."
        case click.BadParameter():
            text = f"{_spoken(wrong.param)}: {wrong.message}"
        case click.NoSuchOption(option_name=name):
            text = f"De optie {name} bestaat niet.{_near(name, list(options))}"
        case click.BadOptionUsage(option_name=name) if isinstance(options.get(name), click.Option):
            flag = options[name].is_flag
            text = f"Na de optie {name} {'hoort geen waarde' if flag else 'ontbreekt de waarde'}."
        case _:
            text = "Zo werkt deze opdracht niet."
    return Misuse(text, ctx)


def _spoken(param: click.Parameter | None) -> str:
    """What the user typed or should have typed: `-o of --output`, `METINGEN`."""
    if param is None:
        return "De opdracht"
    return " of ".join(param.opts) if isinstance(param, click.Option) else _shown(param).rstrip(".")


def _shown(param: click.Parameter) -> str:
    return param.metavar or str(param.name).upper()


def _named(words: Sequence[str]) -> str:
    return ", ".join(f"“{one}”" for one in words)


def _near(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, 1)
    return f" Bedoelde u {near[0]}?" if near else ""
