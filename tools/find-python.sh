#!/bin/sh
# Prints the name of a Python that can make the project's environment: 3.11 or newer, with venv and pip's installer.
# PYTHON=... names one and is then the only candidate.

usable='import sys, venv, ensurepip; raise SystemExit(sys.version_info < (3, 11))'
recent='import sys; raise SystemExit(sys.version_info < (3, 11))'

incomplete=
if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.11 python3.12 python3.13 python3.14 python3.15 python
fi

for candidate in "$@"; do
    if "$candidate" -c "$usable" </dev/null >/dev/null 2>&1; then
        printf '%s\n' "$candidate"
        exit 0
    fi
    if [ -z "$incomplete" ] && "$candidate" -c "$recent" </dev/null >/dev/null 2>&1; then
        incomplete=$candidate
    fi
done

if [ -n "$incomplete" ]; then
    version=$("$incomplete" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "imgconv: $incomplete cannot create virtual environments: its venv or ensurepip module is missing." >&2
    echo "On Debian and Ubuntu:  apt-get install python$version-venv" >&2
elif [ -n "${PYTHON:-}" ]; then
    echo "imgconv: PYTHON=$PYTHON does not run, or is older than Python 3.11." >&2
else
    echo "imgconv: no Python 3.11 or newer was found (tried: $*)." >&2
    echo "Install one, or name it:  make PYTHON=/path/to/python3 ..." >&2
fi
exit 1
