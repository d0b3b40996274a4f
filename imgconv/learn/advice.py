"""What a person should know about a learned kernel, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from imgconv.learn.equations import Equations
from imgconv.learn.learned import Learned
from imgconv.learn.solving import solve

_GOOD: Final = 0.5
_NAMED: Final = 6


def advise(learned: Learned, equations: Sequence[Equations]) -> Iterator[str]:
    """Yield one sentence for each thing to know, the most important first."""
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
    if learned.mirrored:
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


def _on_fit(learned: Learned, equations: Sequence[Equations]) -> Iterator[str]:
    fit, model = learned.fit, learned.model
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
    yield (
        f"No linear filter of this form explains the pictures fully: {fit.rms:.3g} of 255 levels are left "
        f"(R squared {fit.r_squared:.4f}). Try {', '.join(ways)}. An effect that is no sum of neighbours, such as a "
        "median, a tone curve, noise or JPEG compression, has no kernel."
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
    if count == learned.measured.size:
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


def _on_bias(learned: Learned) -> Iterator[str]:
    levels = [bias * 255 for bias in learned.bias]
    cut = [round(level) for level in (each + 0.5 for each in levels)]
    near = all(abs(level + 0.5 - whole) < 0.1 for level, whole in zip(levels, cut, strict=True))
    told_something = len(learned.undetermined) < learned.measured.size
    if learned.model.bias and near and told_something and learned.fit.rms <= _GOOD:
        told = " ".join(map(str, dict.fromkeys(cut)))
        yield (
            "The bias lies half a level below a whole one, which is what a program leaves that cuts decimals off "
            f"in place of rounding: the bias it was given is probably {told} of 255 levels."
        )
