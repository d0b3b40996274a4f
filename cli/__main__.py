"""``python -m imgconv.cli``."""

from .main import main

main()
