"""Finding things by words that are typed. Knows no Qt."""

from __future__ import annotations


def has_words(text: str, wanted: str) -> bool:
    """Whether all words of what is wanted stand somewhere in a text, in any order and case."""
    there = text.casefold()
    return all(word in there for word in wanted.casefold().split())
