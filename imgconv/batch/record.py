"""The record that an output carries: which job made it, and of which input."""

from __future__ import annotations

import hashlib
import json
import os

import imgconv
from imgconv.batch.request import BatchRequest


def job_digest(request: BatchRequest) -> str:
    """Return a digest of what decides the outputs of a batch besides its inputs."""
    from imgconv.preset import filter_hash

    save = request.save
    settings = [request.depth, request.format, save.quality, save.subsampling, save.lossless, save.channels]
    text = json.dumps([filter_hash(request.filter), settings], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def job_record(digest: str, about: os.stat_result) -> str:
    """Return the record of an output.

    Parameters
    ----------
    digest : str
        From `job_digest`.
    about : stat_result
        Of the input.
    """
    fields = {
        "imgconv": imgconv.__version__,
        "job": digest,
        "source": {"size": about.st_size, "mtime_ns": about.st_mtime_ns},
    }
    return json.dumps(fields, separators=(",", ":"))
