"""The record that an output carries: which job made it, and of which input."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imgconv.batch.request import BatchRequest
    from imgconv.batch.stores.base import Stamp


@dataclass(frozen=True, slots=True)
class Job:
    """What decides the outputs of a batch besides its inputs.

    Attributes
    ----------
    text : str
        A JSON object of what made the outputs, see `imgconv.sharing.provenance`, and of a digest of the filter, the
        depth, the format and the options of saving.
    """

    text: str

    @classmethod
    def of(cls, request: BatchRequest) -> Job:
        """Return the job that a request describes."""
        # A worker is given its job, and need not load what makes one.
        import hashlib

        from imgconv.sharing.provenance import provenance_of

        made = provenance_of(request.filter)
        save = request.save
        settings = [request.depth, request.format, save.quality, save.subsampling, save.lossless, save.channels]
        text = json.dumps([made.filter, settings], separators=(",", ":"))
        return cls(made.to_text(job=hashlib.sha256(text.encode()).hexdigest()))

    def record(self, source: Stamp) -> str:
        """Return the record of an output, given what tells its input from others."""
        told = {"size": source.size, "mtime_ns": source.mtime_ns} | ({"tag": source.tag} if source.tag else {})
        about = json.dumps(told, separators=(",", ":"))
        return f'{self.text.removesuffix("}")},"source":{about}}}'
