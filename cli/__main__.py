"""``python -m imgconv.cli``."""

from .start import main

main()
