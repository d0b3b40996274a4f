"""``imgconv learn``: the kernel behind an effect, from pictures before and after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from imgconv.codecs import Limits
from imgconv.errors import ImgconvError
from imgconv.explain.written import value_text
from imgconv.image import Image
from imgconv.learn import DescentStep, Learned
from imgconv.learn import learn as learn_kernel
from imgconv.learn.fields import LearnSettings
from imgconv.preset import preset_to_toml

from .files import check_new, limit_options, overwrite_option, write_new
from .help import SectionedCommand
from .learn_options import learn_options
from .messages import columns, say, shown
from .progress import LARGE, progress_bar
from .reading import read
from .tables import print_table, say_line

_BARS = 40


@dataclass
class FilePairs:
    """Pictures before and after, read from their files when they are asked for; the last pair is kept."""

    paths: list[tuple[Path, Path]]
    limits: Limits
    _last: dict[int, tuple[Image, Image]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[Image, Image]]:
        for index, (before, after) in enumerate(self.paths):
            if index not in self._last:
                self._last = {index: (read(before, limits=self.limits), read(after, limits=self.limits))}
            yield self._last[index]


@click.command(cls=SectionedCommand)
@click.argument("files", metavar="BEFORE AFTER", nargs=-1, help="Image files, in pairs, or two folders.")
@learn_options
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE.toml", help="Write the kernel as a new preset."
)
@click.option("--name", default="Learned kernel", show_default=True, help="Of the preset.")
@overwrite_option
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def learn(
    files: tuple[str, ...],
    settings: LearnSettings,
    output: Path | None,
    name: str,
    overwrite: bool,
    limits: Limits,
    as_json: bool,
) -> None:
    """Find the kernel that makes AFTER of BEFORE, from one pair of images or many.

    Of two folders, files of the same name before the suffix are pairs. Least squares finds the best weights at once and
    tells how far to trust them; gradient descent walks there step by step.

    \b
    Examples:
      imgconv learn before.png after.png --size 5x5 --bias --output effect.toml
      imgconv learn before.png after.png --method gradient --steps 100
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    pairs = FilePairs(_pairs(files), limits)
    if output is not None:
        check_new(output, overwrite=overwrite, sources=[path for pair in pairs.paths for path in pair])
    watcher = _Watcher(settings.steps, quiet=as_json)
    with progress_bar("learning", unit="tiles", worthwhile=_is_large(pairs)) as report:
        learned = learn_kernel(pairs, settings.model, **settings.arguments(), progress=report, watch=watcher.show)
    if output is not None:
        write_new(preset_to_toml(learned.preset(name)).encode(), output, overwrite=overwrite)
    if as_json:
        click.echo(json.dumps(learned.to_json(), indent=2, allow_nan=False))
    else:
        _print(learned)


def _pairs(files: tuple[str, ...]) -> list[tuple[Path, Path]]:
    if len(files) < 2 or len(files) % 2:
        raise click.UsageError("name pictures in pairs, BEFORE AFTER, or two folders of them")
    paths = list(map(Path, files))
    if len(paths) == 2 and all(path.is_dir() for path in paths):
        before, after = ({p.stem: p for p in sorted(path.iterdir()) if p.is_file()} for path in paths)
        found = [(path, after[stem]) for stem, path in before.items() if stem in after]
        if not found:
            raise ImgconvError(
                f"{shown(paths[0])} and {shown(paths[1])} have no files of the same name before the suffix"
            )
        return found
    return list(zip(paths[::2], paths[1::2], strict=True))


def _is_large(pairs: FilePairs) -> bool:
    height, width = next(iter(pairs))[0].size
    return height * width * len(pairs.paths) >= LARGE


@dataclass
class _Watcher:
    """Prints the loss as it falls: every step of a short descent, a few tens of a long one."""

    steps: int
    quiet: bool
    first: float = 0.0

    def show(self, step: DescentStep) -> None:
        """Print one step as a number and a bar."""
        if step.number == 0:
            self.first = step.loss
        every = max(1, self.steps // 30)
        if self.quiet or (step.number % every and step.number != self.steps):
            return
        bar = "#" * round(_BARS * min(step.loss / self.first, 1.0)) if self.first else ""
        say_line(f"step {step.number:>{len(str(self.steps))}}  loss {step.loss:<12.6g} {bar}".rstrip())


def _print(learned: Learned) -> None:
    for title, plane in _planes(learned):
        heads = [""] + [str(column) for column in range(plane.shape[1])]
        rows = [[str(row), *cells] for row, cells in enumerate(plane)]
        print_table(title, heads, rows, right=set(range(len(heads))))
        say_line("")
    fit = learned.fit
    facts = [
        ("bias", " ".join(f"{value * 255:.4g}" for value in learned.bias) + " of 255 levels"),
        ("padding mode", f"{learned.layer.padding_mode}" + ("" if learned.padding_known else " (not known)")),
        ("R squared", f"{fit.r_squared:.6f}"),
        ("residual", f"{fit.rms:.4g} of 255 levels (root mean square), at most {fit.largest:.4g}"),
        ("same after rounding", f"{fit.same:.4%} of the samples"),
        ("uncertainty", f"{learned.errors.max():.2g} (largest standard error of a weight)"),
        ("condition", f"{learned.condition:.4g}"),
        ("pixels", f"{learned.pixels:,}, {learned.left_out:,} left out"),
    ]
    say_line(columns(facts))
    for sentence in learned.advice:
        say(f"note: {sentence}")


def _planes(learned: Learned) -> Iterator[tuple[str, Any]]:
    """The kernel's planes as texts, with a title each."""
    import numpy as np

    lists = np.array(learned.layer.kernel.to_lists(), dtype=object)
    texts = np.vectorize(value_text, otypes=[object])(lists)
    word = f"kernel ({learned.layer.operation})"
    if texts.ndim == 2:
        yield word, texts
        return
    for output, planes in enumerate(texts):
        for place, plane in enumerate(planes):
            source = output if learned.layer.groups > 1 else place
            yield f"{word}, from input channel {source} to output channel {output}", plane
