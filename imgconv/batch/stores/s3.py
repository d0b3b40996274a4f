"""A folder in a bucket that speaks S3."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, cast

from imgconv.batch.stores.base import Stamp, StoreError
from imgconv.batch.stores.remote import RemoteStore, stamp_of
from imgconv.codecs import Limits
from imgconv.errors import ImgconvError

_KEYS_A_PAGE = 1000


class S3Store(RemoteStore):
    """A folder in a bucket that speaks S3: listed page by page, so that a folder may hold any number of objects."""

    def _check_bucket(self) -> None:
        # A folder without objects is listed like any other: what was not found is the bucket.
        raise StoreError(f"{self.root}: there is no such bucket; make it first, or correct its name")

    def entries(self, recursive: bool) -> Iterator[tuple[str, Stamp]]:
        """See `RemoteStore.entries`."""
        bucket, _, below = self._base.partition("/")
        prefix = f"{below}/" if below else ""
        asked: dict[str, Any] = {"Bucket": bucket, "Prefix": prefix, "MaxKeys": _KEYS_A_PAGE}
        if not recursive:
            asked["Delimiter"] = "/"
        while True:
            page = self.call(lambda fs, path: fs.call_s3("list_objects_v2", **asked), "")
            for entry in page.get("Contents", ()):
                # A key that ends so stands for a folder.
                if not entry["Key"].endswith("/"):
                    yield entry["Key"][len(prefix) :], stamp_of(entry | {"size": entry["Size"]})
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]

    def check_writable(self) -> None:
        """See `Store.check_writable`: an upload that is begun and given up is never seen by anybody."""
        bucket, _, below = self._base.partition("/")
        where = {"Bucket": bucket, "Key": f"{below}/.imgconv-mark".lstrip("/")}
        begun = self.call(lambda fs, path: fs.call_s3("create_multipart_upload", **where), "")
        with suppress(ImgconvError, OSError):
            self.call(lambda fs, path: fs.call_s3("abort_multipart_upload", UploadId=begun["UploadId"], **where), "")

    def _read(self, fs: Any, path: str, known: Stamp | None, limits: Limits) -> bytes:
        # With several requests at a time it would first ask for the size, which is known.
        return cast(bytes, fs.cat_file(path, max_concurrency=1))
