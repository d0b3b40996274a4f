"""The few exceptions imgconv raises on purpose: each message names the argument, the value and what would be right."""


class ImgconvError(ValueError):
    """A request that cannot be carried out as it stands, told to the person who made it."""


class ImageReadError(ImgconvError):
    """A file that is no image we read, or one that is damaged."""


class ImageWriteError(ImgconvError):
    """A result that could not be written; what stood at the target before is untouched."""


class LimitError(ImgconvError):
    """An input that exceeds a limit on bytes, pixels, frames, work or memory; the message names the option to raise."""


class PresetError(ImgconvError):
    """A preset that is not valid; the message names the file, the table and the nearest known name."""


class ImgconvWarning(UserWarning):
    """Something that a person should know about a result that was made all the same."""


class CancelledError(Exception):
    """The caller asked a running filter to stop; no result exists."""
