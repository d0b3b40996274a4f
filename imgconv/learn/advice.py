"""What a person should know about a learned kernel, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from imgconv.learn.equations import Equations
from imgconv.learn.learned import Learned
from imgconv.learn.solving import solve

_GOOD: Final = 0.5
_NAMED: Final = 6
_UNRELATED: Final = 0.1
"""R squared of pictures that have next to nothing to do with each other."""
_NEAR: Final = 0.99
"""R squared of a kernel that all but explains the pictures."""


def advise(learned: Learned, equations: Sequence[Equations], turn: str | None = None) -> Iterator[str]:
    """Yield one sentence for each thing to know, the most important first.

    Parameters
    ----------
    learned : Learned
        What was found.
    equations : sequence of Equations
        That it solves.
    turn : str, optional
        How the picture after looks turned against the one before.
    """
    if turn is not None or is_foreign(learned, equations, _UNRELATED):
        # What else could be said of the numbers would be about nothing.
        yield _on_unrelated(_with_bias(learned, equations), turn)
        return
    if learned.shift is None:
        yield from _on_fit(learned, equations)
    else:
        shift = learned.shift
        yield (
            f"The picture after is moved by {shift.columns},{shift.rows} pixels (right, down); "
            f"learn again with this shift undone: --shift {shift.columns},{shift.rows}."
        )
    looked_at = sum(one.seen for one in equations)
    if learned.left_out > looked_at / 1000:
        yield (
            f"{learned.left_out / looked_at:.1%} of the pixels are saturated and were left out: "
            "what was cut off at black or white says nothing about the kernel."
        )
    yield from _on_weights(learned)
    yield from _on_bias(learned)
    if learned.mirrored and not _nothing_is_determined(learned):
        yield (
            "The kernel is written as its own mirror image: that explains the pictures as well as any other, and makes "
            "up for what they do not tell. Take a picture with more detail to be sure."
        )
    if not learned.borders_explained:
        yield (
            "No padding mode explains the borders, which are left out of these numbers: the program may have left them "
            f'as they were. "{learned.layer.padding_mode}" is written down.'
        )
    elif not learned.padding_known and any(w.before or w.after for w in learned.layer.windows):
        yield (f'The borders do not tell the padding modes apart; "{learned.layer.padding_mode}" is written down.')


def is_foreign(learned: Learned, equations: Sequence[Equations], least: float = 0.7) -> bool:
    """Whether the best weights and a bias explain less than a part of the picture after, and no shift is known."""
    return learned.fit.rms > _GOOD and learned.shift is None and _with_bias(learned, equations) < least


def _with_bias(learned: Learned, equations: Sequence[Equations]) -> float:
    """R squared of the best weights and a bias: without one, pictures of other brightness would seem unrelated."""
    left = sum(one.loss(solve(one, learned.model).weights) for one in equations)
    least = sum(one.loss(solve(one, replace(learned.model, bias=True)).weights) for one in equations)
    return 1 - (1 - learned.fit.r_squared) * (least / left if left > 0 else 1)


def _on_unrelated(r_squared: float, turn: str | None) -> str:
    if turn is not None:
        return f"The picture after looks {turn}: undo that first, a kernel moves nothing so far."
    return (
        f"The pictures have next to nothing to do with each other (R squared {r_squared:.4f}): check that the one "
        "after was made of the one before and lies as it does, or try a larger size. An effect that is no sum of "
        "neighbours, such as the magnitude of an edge, has no kernel."
    )


def _on_fit(learned: Learned, equations: Sequence[Equations]) -> Iterator[str]:
    fit, model = learned.fit, learned.model
    if _changes_nothing(learned):
        yield "The pictures are the same: the kernel leaves everything as it is."
    if fit.rms <= _GOOD:
        return
    best = _best_rms(learned, equations) if learned.losses else fit.rms
    if best < 0.5 * fit.rms:
        yield (
            f"Gradient descent has not arrived: {fit.rms:.3g} of 255 levels are left, where the best weights leave "
            f"{best:.3g}. Take more steps, a higher rate, or least squares."
        )
        return
    ways = ["a larger size"]
    if not model.bias and _bias_would_help(learned, equations):
        ways.insert(0, "a bias (it would explain much of the rest)")
    elif not model.bias:
        ways.append("a bias")
    if model.channels != "full":
        ways.append("channels that mix (full)")
    if model.symmetric:
        ways.append("a kernel that need not be symmetric")
    near = ", but this one comes near" if fit.r_squared >= _NEAR else ""
    yield (
        f"No linear filter of this form explains the pictures fully{near}: {fit.rms:.3g} of 255 levels are left "
        f"(R squared {fit.r_squared:.4f}). Try {', '.join(ways)}. An effect that is no sum of neighbours, such as a "
        "median, a tone curve, noise or JPEG compression, has no kernel."
    )


def _changes_nothing(learned: Learned) -> bool:
    """Whether the pictures are the same to the last level."""
    layer = learned.layer
    weights, (kh, kw) = layer.kernel.weights, layer.kernel.size
    middle = weights[..., kh // 2, kw // 2]
    mixes = layer.kernel.levels == 4 and layer.groups == 1
    identity = np.eye(*middle.shape) if mixes else np.ones_like(middle)
    return (
        learned.fit.largest == 0
        and not any(learned.bias)
        and np.array_equal(middle, identity)
        and not np.abs(weights).sum() > np.abs(middle).sum()
        and not _nothing_is_determined(learned)
    )


def _best_rms(learned: Learned, equations: Sequence[Equations]) -> float:
    """What least squares leaves, in levels of 8 bits."""
    loss = sum(one.loss(solve(one, learned.model).weights) for one in equations)
    samples = sum(one.pixels * one.moment.shape[1] for one in equations)
    return 255 * math.sqrt(loss / max(samples, 1))


def _bias_would_help(learned: Learned, equations: Sequence[Equations]) -> bool:
    model = replace(learned.model, bias=True)
    with_bias = sum(one.loss(solve(one, model).weights) for one in equations)
    without = sum(one.loss(solve(one, learned.model).weights) for one in equations)
    return with_bias < 0.5 * without


def _on_weights(learned: Learned) -> Iterator[str]:
    count = len(learned.undetermined)
    if not count:
        return
    if _nothing_is_determined(learned) and learned.fit.same == 1 and not learned.layer.kernel.weights.any():
        yield "The picture after is constant, so that it is all bias: it says nothing about the weights."
        return
    if _nothing_is_determined(learned):
        yield (
            "No weight is determined by these pictures: they have too little detail. The smallest weights that fit are "
            "written down; take a picture with more detail, such as noise."
        )
        return
    named = ", ".join(",".join(map(str, place)) for place in learned.undetermined[:_NAMED])
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    yield (
        f"{count} of {learned.measured.size} weights are not determined by these pictures: {named}{more} "
        "(row, column last). Take a picture with more detail, a smaller size, or a symmetric kernel."
    )


def _nothing_is_determined(learned: Learned) -> bool:
    return len(learned.undetermined) == learned.measured.size


def _on_bias(learned: Learned) -> Iterator[str]:
    levels = [bias * 255 for bias in learned.bias]
    cut = [round(level) for level in (each + 0.5 for each in levels)]
    near = all(abs(level + 0.5 - whole) < 0.1 for level, whole in zip(levels, cut, strict=True))
    if learned.model.bias and near and not _nothing_is_determined(learned) and learned.fit.rms <= _GOOD:
        told = " ".join(map(str, dict.fromkeys(cut)))
        yield (
            "The bias lies half a level below a whole one, which is what a program leaves that cuts decimals off "
            f"in place of rounding: the bias it was given is probably {told} of 255 levels."
        )
