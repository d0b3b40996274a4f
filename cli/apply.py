"""``imgconv apply``: one image."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from imgconv.batch import BatchRequest
from imgconv.batch.record import Job
from imgconv.batch.stores import store_at
from imgconv.batch.stores.base import Stamp
from imgconv.batch.work import carried_record, why_other
from imgconv.codecs import Frames, Limits, SaveOptions, encode, write
from imgconv.codecs.formats import format_for
from imgconv.errors import ImageWriteError
from imgconv.filtering import Filter
from imgconv.image import Depth, Image

from .files import depth_option, limit_options, saving_options, workers_option
from .help import SectionedCommand
from .messages import say, shown
from .options import filter_options
from .progress import LARGE, progress_bar
from .reading import read_frames

PIPE = "-"


@click.command(cls=SectionedCommand)
@click.argument("source", metavar="IN", help="An image file, or - for standard input.")
@click.argument("dest", metavar="OUT", help="The file to write, or - for standard output.")
@filter_options
@depth_option
@saving_options
@limit_options
@workers_option
def apply(
    source: str,
    dest: str,
    filter: Filter,
    depth: Depth,
    existing: str,
    saving: SaveOptions,
    limits: Limits,
    workers: int | None,
) -> None:
    """Filter the image IN and write the result to OUT.

    Pages and the frames of an animation are filtered one by one. Nothing that is there is overwritten unasked.

    \b
    Examples:
      imgconv apply photo.jpg sharp.jpg --kernel "0 -1 0; -1 5 -1; 0 -1 0"
      imgconv apply photo.jpg edges.png --kernel "1 0 -1; 2 0 -2; 1 0 -1" --abs
      imgconv apply - - --format PNG --kernel "1 2 1; 2 4 2; 1 2 1" --divisor sum < photo.jpg > soft.png
    """  # noqa: D301 - Click's sign for a paragraph that is not to be wrapped
    _check_output(source, dest, existing, saving)
    record = _record(filter, source, dest, depth, saving)
    if record is not None and existing == "skip" and Path(dest).exists():
        return _skip(dest, record)
    frames = read_frames(_input(source, limits), limits=limits)
    for image in frames.images:
        limits.check_filter(filter, image, shown(source), depth=depth)
    run = partial(filter.apply, depth=depth, workers=workers)
    result = _filtered(frames, run, shown(source)).map(lambda image: image.with_metadata(provenance=record))
    if dest == PIPE:
        return _write_pipe(result, saving)
    written = write(result, Path(dest), options=replace(saving, sources=() if source == PIPE else (Path(source),)))
    _tell_names(dest, written)
    return None


def _check_output(source: str, dest: str, existing: str, saving: SaveOptions) -> None:
    """Refuse, before any work, an output that could not or must not be written."""
    if dest == PIPE:
        if sys.stdout.isatty():
            raise click.UsageError("OUT is -, and standard output is a terminal; redirect it to a file or a pipe")
        return
    target = Path(dest)
    if target.is_dir():
        raise ImageWriteError(f"{shown(dest)} is a folder; name a file in it, or use: imgconv batch")
    if not target.parent.is_dir():
        raise ImageWriteError(f"the folder {shown(target.parent)} does not exist; create it first")
    if target.suffix.lower() != ".npy" and saving.channels != "npy":
        format_for(target, saving.format)
    if not target.exists():
        return
    if source != PIPE and Path(source).exists() and target.samefile(source):
        raise ImageWriteError(f"{shown(dest)} is the input itself; write to another file")
    if existing == "error":
        raise ImageWriteError(f"{shown(dest)} exists; choose another name, or --existing overwrite or skip")


def _record(filter: Filter, source: str, dest: str, depth: Depth, saving: SaveOptions) -> str | None:
    """Return what the output will carry to tell what made it, the same as in a batch; None where it is not one file."""
    if PIPE in {source, dest} or saving.channels == "files":
        return None
    folders = Path(source).parent, Path(dest).parent
    request = BatchRequest(*folders, filter, format=saving.format, depth=depth, save=saving)
    return Job.of(request).record(Stamp.of(Path(source).stat()))


def _skip(dest: str, record: str) -> None:
    """Pass over an output that this very command made, and refuse any other."""
    target = Path(dest)
    reason = why_other(carried_record(store_at(target.parent), target.name), record)
    if reason is not None:
        raise ImageWriteError(f"{shown(dest)}: {reason}")
    say(f"{shown(dest)}: skipped, made by this filter of this input")


def _tell_names(dest: str, written: tuple[Path, ...]) -> None:
    """Tell under which names feature maps were written, where that is not the name that was given."""
    if written != (Path(dest),):
        names = [shown(str(path)) for path in dict.fromkeys((written[0], written[-1]))]
        say(f"{shown(dest)}: written as {' to '.join(names)}")


def _input(source: str, limits: Limits) -> Path | bytes:
    if source != PIPE:
        return Path(source)
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    limits.check("file_bytes", len(data), "standard input")
    return data


def _filtered(frames: Frames, run: Callable[..., Image], label: str) -> Frames:
    """Filter every frame, with a bar over the tiles of a single large image or over many frames."""
    count = len(frames.images)
    height, width = frames.images[0].size
    large = height * width * count >= LARGE
    with progress_bar(label, unit="tiles" if count == 1 else "frames", worthwhile=large) as report:
        if count == 1:
            return frames.map(partial(run, progress=report))
        done = iter(range(1, count + 1))

        def one(image: Image) -> Image:
            result = run(image)
            if report is not None:
                report(next(done), count)
            return result

        return frames.map(one)


def _write_pipe(frames: Frames, saving: SaveOptions) -> None:
    name = saving.format or frames.images[0].metadata.format
    if name is None:
        raise click.UsageError("OUT is -, and the input has no format to keep; add --format PNG")
    sys.stdout.buffer.write(encode(frames, name, saving))
    sys.stdout.buffer.flush()
