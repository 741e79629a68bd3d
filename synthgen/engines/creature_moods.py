"""The moods of Pi creatures: how each of their modes looks, for drawings of our own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mood:
    """How a mode looks. `smile`: -1..1, corners of the mouth down or up; `opened` and `lids`: 0..1, how far mouth and
    eyes are open; `tilt`: how much higher one corner of the mouth is; `hands`: how far left and right arm are raised.
    """

    smile: float = 0.3
    opened: float = 0.0
    lids: float = 1.0
    tilt: float = 0.0
    hands: tuple[float, float] = (0.0, 0.0)


MOODS = {
    "plain": Mood(),
    "happy": Mood(smile=1.0),
    "hooray": Mood(smile=1.0, opened=0.9, hands=(1, 1)),
    "coin_flip_1": Mood(hands=(0.5, 0)),
    "coin_flip_2": Mood(hands=(1, 0)),
    "dance_1": Mood(smile=0.8, hands=(1, 0)),
    "dance_2": Mood(smile=0.8, hands=(0, 1)),
    "dance_3": Mood(smile=0.8, opened=0.5, hands=(1, 1)),
    "dance_kick": Mood(smile=0.8, hands=(0.5, 0.5)),
    "raise_left_hand": Mood(smile=0.6, hands=(1, 0)),
    "raise_right_hand": Mood(smile=0.6, hands=(0, 1)),
    "wave_1": Mood(smile=0.8, hands=(0.7, 0)),
    "wave_2": Mood(smile=0.8, hands=(1, 0)),
    "gracious": Mood(smile=0.9, lids=0.4),
    "tease": Mood(smile=0.9, tilt=0.4, lids=0.8),
    "conniving": Mood(smile=0.9, tilt=0.6, lids=0.5),
    "monster": Mood(smile=0.6, opened=1.0, hands=(0.8, 0.8)),
    "speaking": Mood(smile=0.6, opened=0.7),
    "well": Mood(smile=0.2, opened=0.3, tilt=0.3),
    "surprised": Mood(smile=0.0, opened=0.8),
    "shocked": Mood(smile=-0.2, opened=1.0),
    "horrified": Mood(smile=-0.6, opened=0.9, hands=(0.5, 0.5)),
    "pleading": Mood(smile=-0.4, opened=0.2),
    "sad": Mood(smile=-0.8),
    "jamming": Mood(smile=0.9, lids=0.0),
    "miner": Mood(smile=0.2),
    "sick": Mood(smile=-0.5, lids=0.5),
    "tired": Mood(smile=-0.2, lids=0.4),
    "sleepy": Mood(smile=0.1, lids=0.2),
    "confused": Mood(smile=-0.3, tilt=0.6, lids=0.8),
    "concentrating": Mood(smile=-0.1, lids=0.5),
    "concerned_musician": Mood(smile=-0.5, opened=0.3),
    "erm": Mood(smile=-0.2, tilt=-0.4),
    "hesitant": Mood(smile=-0.3, tilt=-0.3),
    "guilty": Mood(smile=-0.4, tilt=0.3, lids=0.7),
    "angry": Mood(smile=-0.8, lids=0.6),
    "sassy": Mood(smile=-0.2, tilt=0.8, lids=0.6),
    "skeptical": Mood(smile=-0.3, tilt=0.5, lids=0.7),
    "maybe": Mood(smile=0.0, tilt=0.5, hands=(0.4, 0.4)),
    "shruggie": Mood(smile=0.2, tilt=0.3, hands=(0.8, 0.8)),
    "pondering": Mood(smile=0.0, tilt=0.3),
    "thinking": Mood(smile=0.4, tilt=0.3),
    "thinking2": Mood(smile=0.4, tilt=-0.3),
    "telepath": Mood(smile=0.0, lids=0.2, hands=(0.6, 0)),
    "touched": Mood(smile=0.6, lids=0.3),
    "awe": Mood(smile=0.3, opened=0.6),
    "worried": Mood(smile=-0.5, tilt=0.2),
    "frustrated": Mood(smile=-0.6, lids=0.5, hands=(0.4, 0.4)),
}


def mouth(mood: Mood, x: float, y: float, size: float = 1.0) -> str:
    """SVG path data of the mouth around a point, y down; a plain one is 12 or 13 `size` wide."""
    half, lift = size * (6 + 2 * abs(mood.smile)), size * 3 * mood.tilt
    upper, lower = size * 7 * mood.smile, size * (7 * mood.smile + 1.6 + 8 * mood.opened)
    left, right = f"{x - half:g} {y + lift:g}", f"{x + half:g} {y - lift:g}"
    return f"M {left} Q {x:g} {y + upper:g} {right} Q {x:g} {y + lower:g} {left} Z"
