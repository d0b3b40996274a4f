"""Filter the sample photographs as a user would, with a sharpening and an edge preset, and say where they lie."""

import shlex
import subprocess
import sys
from pathlib import Path

import samples

SOURCE = "samples"
PRESETS = ("sharpen", "sobel")


def main() -> int:
    """Write the photographs, run both batches, and return the first exit status that is not 0."""
    samples.main([SOURCE])
    for preset in PRESETS:
        arguments = ["batch", SOURCE, f"out/{preset}", "--preset", preset, "--recursive", "--existing", "overwrite"]
        print(f"\n$ {shlex.join(['imgconv', *arguments])}", flush=True)
        status = subprocess.run([Path(sys.executable).with_name("imgconv"), *arguments], check=False).returncode
        if status != 0:
            print(f"imgconv: the demo stopped: the command above ended with exit status {status}.", file=sys.stderr)
            return status
    places = " and ".join(f"out/{preset}" for preset in PRESETS)
    print(f"\nThe photographs are in {SOURCE}, the results in {places}.")
    print("Try your own:  .venv/bin/imgconv apply PHOTO RESULT --kernel '0 -1 0; -1 5 -1; 0 -1 0'")
    return 0


if __name__ == "__main__":
    sys.exit(main())
