"""Handing a preset on: as a share code in a message, inside a picture that shows it, and in every result."""

from imgconv.sharing.card import make_card
from imgconv.sharing.carried import read_carried
from imgconv.sharing.code import read_code, share_code
from imgconv.sharing.provenance import Provenance, provenance_of

__all__ = ["Provenance", "make_card", "provenance_of", "read_carried", "read_code", "share_code"]
