"""Feed the reader of images with damaged files: python tools/fuzz_decoders.py FOLDER [--seconds 300] [--seed 0].

FOLDER holds files to begin with, best small ones from as many programs as can be found. Each input is one of them with
bytes changed, cut out, repeated or spliced in from another, given to `read_frames` and, if it reads, written as PNG or
TIFF. Anything but an error for a person is a finding, as are a process that dies, one that needs more than a gigabyte,
and a file that computes for longer than ten seconds; the input is kept as finding-N.bin.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import random
import sys
import time
import warnings
from multiprocessing.connection import Connection
from pathlib import Path

GIGABYTE = 2**30
LONGEST = 10.0
WAITED = 300.0
LARGEST_SEED = 200_000


def damaged(seeds: list[bytes], chance: random.Random) -> bytes:
    """Return a file with some damage."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        place = chance.randrange(len(data)) if chance.random() < 0.5 else chance.randrange(min(len(data), 400))
        match chance.randrange(6):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                data[place : place + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"\0\0\0\x80"))
            case 3:
                del data[place : place + chance.randrange(1, 40)]
            case 4:
                data[place:place] = data[place : place + chance.randrange(1, 200)]
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other))
                data[place : place + 16] = other[start : start + 16]
        if not data:
            data = bytearray(b"\0")
    return bytes(data[: chance.randrange(1, len(data) + 1)] if chance.random() < 0.1 else data)


def serve(pipe: Connection) -> None:
    """Read inputs until there are none, and say what became of each."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (8 * GIGABYTE, 8 * GIGABYTE))
    warnings.simplefilter("ignore")
    while (data := pipe.recv_bytes()) != b"":
        allow(LONGEST)
        pipe.send(said_of(data))


def allow(seconds: float) -> None:
    """Let the system end this process when it has computed for so long; a busy machine must not make findings."""
    if sys.platform != "win32":
        import resource

        until = int(time.process_time() + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def said_of(data: bytes) -> str:
    """Read an input; return "read", "refused", or what was found."""
    from imgconv.codecs import Limits, encode, read_frames
    from imgconv.errors import ImgconvError

    try:
        frames = read_frames(data, limits=Limits(pixels=4_000_000, frames=200))
        encode(frames, "TIFF" if frames.kind == "pages" else "PNG")
    except ImgconvError:
        return "refused"
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if peak > GIGABYTE:
            return f"a peak of {peak / 2**20:.0f} MB"
    return "read"


def start() -> tuple[multiprocessing.Process, Connection]:
    """Start a process that reads inputs."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours  # type: ignore[return-value]


def main() -> int:
    """Run for so many seconds and print what was found."""
    parser = argparse.ArgumentParser(description="Feed the reader of images with damaged files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    seeds = [path.read_bytes() for path in sorted(options.folder.iterdir()) if path.is_file()]
    seeds = [seed for seed in seeds if 0 < len(seed) <= LARGEST_SEED]
    chance = random.Random(options.seed)
    counts: collections.Counter[str] = collections.Counter()
    process, pipe = start()
    until = time.monotonic() + options.seconds
    findings = 0
    while time.monotonic() < until:
        data = damaged(seeds, chance)
        try:
            pipe.send_bytes(data)
            said = pipe.recv() if pipe.poll(WAITED) else f"not read after {WAITED:g} seconds"
        except (EOFError, OSError):
            process.join()
            said = f"the process ended with {process.exitcode}"
        counts[said if said in {"read", "refused"} else "found"] += 1
        if said not in {"read", "refused"}:
            findings += 1
            Path(f"finding-{findings}.bin").write_bytes(data)
            print(f"finding-{findings}.bin: {said}", flush=True)
            process.kill()
            process, pipe = start()
    print(f"{len(seeds)} files to begin with, {sum(counts.values()):,} inputs: {dict(counts)}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
