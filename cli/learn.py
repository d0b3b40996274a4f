"""``imgconv learn``: the kernel behind an effect, from pictures before and after it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from imgconv.borders import PaddingMode
from imgconv.codecs import Limits, read
from imgconv.errors import ImgconvError
from imgconv.image import Image
from imgconv.layer_fields import OPERATIONS
from imgconv.learn import CHANNELS, DescentStep, Learned, Model
from imgconv.learn import learn as learn_kernel
from imgconv.learn.fields import METHODS

from .files import limit_options
from .help import SectionedCommand, section
from .messages import columns, say, shown
from .progress import LARGE, progress_bar
from .tables import number, print_table, say_line
from .types import KernelSizeType, PlaceType

_BARS = 40

_kernel_options = section(
    "Kernel",
    click.option(
        "--size", type=KernelSizeType(), metavar="HEIGHTxWIDTH", default="3x3", show_default=True, help="Of the kernel."
    ),
    click.option("--bias", is_flag=True, help="Learn a constant that is added, too."),
    click.option(
        "--channels",
        type=click.Choice(CHANNELS),
        default="each",
        show_default=True,
        help="One kernel for each channel by itself, one of its own for each (depthwise), or one that mixes them.",
    ),
    click.option("--symmetric", is_flag=True, help="The kernel is its own mirror image, both ways."),
    click.option(
        "--operation", type=click.Choice(OPERATIONS), default="correlate", show_default=True, help="How it is written."
    ),
    click.option(
        "--padding-mode",
        type=click.Choice([mode.value for mode in PaddingMode]),
        help="What stood outside the image; by default found from the borders.",
    ),
)
_method_options = section(
    "Method",
    click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True),
    click.option("--rate", type=click.FloatRange(min=0, min_open=True), metavar="NUMBER", help="Of gradient descent."),
    click.option("--steps", type=click.IntRange(1, 1_000_000), metavar="N", help="Of gradient descent.  [default: 30]"),
    click.option("--seed", type=click.IntRange(min=0), default=0, metavar="N", help="Of its random start."),
    click.option("--shift", type=PlaceType(), help="Undo a shift of AFTER, in pixels to the right and down."),
    click.option("--keep-saturated", is_flag=True, help="Learn from pixels at black or white, too."),
    click.option("--as-measured", is_flag=True, help="Do not write weights as simple fractions."),
)


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
@_kernel_options
@_method_options
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE.toml", help="Write the kernel as a new preset."
)
@click.option("--name", default="Learned kernel", show_default=True, help="Of the preset.")
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def learn(
    files: tuple[str, ...],
    size: tuple[int, int],
    bias: bool,
    channels: str,
    symmetric: bool,
    operation: str,
    padding_mode: str | None,
    method: str,
    rate: float | None,
    steps: int | None,
    seed: int,
    shift: tuple[int, int] | None,
    keep_saturated: bool,
    as_measured: bool,
    output: Path | None,
    name: str,
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
    if method != "gradient" and (rate is not None or steps is not None):
        raise click.UsageError("--rate and --steps belong to --method gradient")
    if output is not None and output.exists():
        raise ImgconvError(f"{shown(output)} exists; choose another name")
    pairs = FilePairs(_pairs(files), limits)
    model = Model(size, channels, bias, symmetric, operation, padding_mode=padding_mode)
    watcher = _Watcher(steps or 30, quiet=as_json)
    with progress_bar("learning", unit="tiles", worthwhile=_is_large(pairs)) as report:
        learned = learn_kernel(
            pairs,
            model,
            method=method,
            rate=rate,
            steps=steps or 30,
            seed=seed,
            shift=(shift[1], shift[0]) if shift else (0, 0),
            keep_saturated=keep_saturated,
            simplify=not as_measured,
            progress=report,
            watch=watcher.show,
        )
    if output is not None:
        _write(learned, output, name)
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


def _write(learned: Learned, output: Path, name: str) -> None:
    from imgconv.preset import preset_to_toml

    text = preset_to_toml(learned.preset(name))
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise ImgconvError(f"{shown(output)} exists; choose another name") from None


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
    texts = np.vectorize(number, otypes=[object])(lists)
    word = f"kernel ({learned.layer.operation})"
    if texts.ndim == 2:
        yield word, texts
        return
    for output, planes in enumerate(texts):
        for place, plane in enumerate(planes):
            source = output if learned.layer.groups > 1 else place
            yield f"{word}, from input channel {source} to output channel {output}", plane
