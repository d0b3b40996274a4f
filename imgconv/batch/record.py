"""The record that an output carries: which job made it, and of which input."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import imgconv

if TYPE_CHECKING:
    from imgconv.batch.request import BatchRequest


@dataclass(frozen=True, slots=True)
class Job:
    """What decides the outputs of a batch besides its inputs.

    Attributes
    ----------
    version : str
        Of imgconv.
    digest : str
        Of the filter, the depth, the format and the options of saving.
    """

    version: str
    digest: str

    @classmethod
    def of(cls, request: BatchRequest) -> Job:
        """Return the job that a request describes."""
        import hashlib  # a worker is given its job

        from imgconv.preset import filter_hash

        save = request.save
        settings = [request.depth, request.format, save.quality, save.subsampling, save.lossless, save.channels]
        text = json.dumps([filter_hash(request.filter), settings], separators=(",", ":"))
        return cls(imgconv.__version__, hashlib.sha256(text.encode()).hexdigest())

    def record(self, source: os.stat_result) -> str:
        """Return the record of an output, given its input's size and time."""
        about = {"size": source.st_size, "mtime_ns": source.st_mtime_ns}
        fields = {"imgconv": self.version, "job": self.digest, "source": about}
        return json.dumps(fields, separators=(",", ":"))
