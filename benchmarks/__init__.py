"""How long imgconv takes, beside other programs that do the same work: `python -m benchmarks --help`."""
