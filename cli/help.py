"""Help pages in sections: the filter, the output, the limits, and the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import click

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

_SECTION: Final = "imgconv_section"


class SectionedCommand(click.Command):
    """A command whose help lists its options under the headings they were given."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those without a heading last; Click lists the arguments itself."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = None if isinstance(parameter, click.Argument) else parameter.get_help_record(ctx)
            if record is not None:
                sections.setdefault(getattr(parameter, _SECTION, ""), []).append(record)
        rest = sections.pop("", [])
        for heading, records in [*sections.items(), ("Other", rest)]:
            with formatter.section(heading):
                formatter.write_dl(records)


def section(heading: str, *options: Decorator) -> Decorator:
    """Join options into one decorator that puts them under a heading, in this order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        parameters = function.__dict__.setdefault("__click_params__", [])
        before = len(parameters)
        for option in reversed(options):
            option(function)
        for parameter in parameters[before:]:
            setattr(parameter, _SECTION, heading)
        return function

    return decorate
