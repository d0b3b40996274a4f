"""The shapes of the program's icons: lines on a square of 24, in the colour of the text beside them. Knows no Qt."""

from __future__ import annotations

from typing import Final

SIDE: Final = 24

_FOLDER: Final = '<path d="M3 19V6h6l2 2.5h10V19z"/>'
_FRAME: Final = '<rect x="3" y="5" width="18" height="14" rx="1"/>'
_LENS: Final = '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>'
_TRAY: Final = '<path d="M4 15v5h16v-5"/>'
_CORNERS: Final = '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>'
_SHEETS: Final = '<rect x="9" y="9" width="11" height="11" rx="1"/><path d="M15 5.5V4H4v11h1.5"/>'
_SLAB: Final = '<path d="M12 4l9 4.5-9 4.5-9-4.5z"/>'

SHAPES: Final[dict[str, str]] = {
    # Files and the clipboard
    "open": _FOLDER,
    "recent": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2.5"/>',
    "charts": '<rect x="4" y="4" width="16" height="16" rx="1"/><path class="fill" d="M4 4h8v8H4zM12 12h8v8h-8z"/>',
    "paste": '<path d="M9 5H5v16h14V5h-4"/><rect x="9" y="3" width="6" height="4" rx="1"/><path d="M9 12h6M9 16h6"/>',
    "save": '<path d="M12 3v11M7.5 9.5L12 14l4.5-4.5"/>' + _TRAY,
    "save-as": '<path d="M9 3v11M4.5 9.5L9 14l4.5-4.5M18 4v6M15 7h6"/>' + _TRAY,
    "copy": _SHEETS,
    "copy-visible": _CORNERS + '<rect x="8.5" y="8.5" width="7" height="7"/>',
    "batch": _FOLDER + '<path class="full" d="M10 11l5 3-5 3z"/>',
    "folder": _FOLDER,
    "quit": '<path d="M12 3v9M7 6a8 8 0 1 0 10 0"/>',
    # Editing
    "undo": '<path d="M8 4.5L3.5 9 8 13.5M3.5 9H14a5.5 5.5 0 0 1 0 11h-4"/>',
    "redo": '<path d="M16 4.5L20.5 9 16 13.5M20.5 9H10a5.5 5.5 0 0 0 0 11h4"/>',
    "select": '<rect x="4" y="5" width="16" height="14" stroke-dasharray="3.2 2.6"/>',
    "select-all": '<rect x="4" y="5" width="16" height="14"/><path class="fill" d="M7.5 8.5h9v7h-9z"/>',
    "stop": '<rect class="full" x="6.5" y="6.5" width="11" height="11" rx="1"/>',
    # Looking
    "fit": _CORNERS,
    "one-to-one": '<path d="M4.5 8.5L7 6.5V18M16.5 8.5l2.5-2V18M12 10v.200M12 15v.200"/>',
    "zoom-in": _LENS + '<path d="M10.5 7.5v6M7.5 10.5h6"/>',
    "zoom-out": _LENS + '<path d="M7.5 10.5h6"/>',
    "compare-result": _FRAME + '<path d="M3 16.5l5-5 4 4 3-3 6 5"/><circle cx="16" cy="9" r="1.2"/>',
    "compare-wipe": _FRAME + '<path d="M12 2.5v19"/><path class="fill" d="M12 5h9v14h-9z"/>',
    "compare-side": '<rect x="2.5" y="6" width="8.5" height="12" rx="1"/>'
    '<rect x="13" y="6" width="8.5" height="12" rx="1"/><path class="fill" d="M13 6h8.5v12H13z"/>',
    "signed": '<path d="M12 4v9M7.5 8.5h9M7.5 18.5h9"/>',
    "all-maps": '<path d="M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z"/>',
    "theme": '<circle cx="12" cy="12" r="8.5"/><path class="full" d="M12 3.5a8.5 8.5 0 0 1 0 17z"/>',
    "language": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17"/>',
    # Layers and presets
    "new": '<path d="M14 3H6v18h12V7zM14 3v4h4M12 11v6M9 14h6"/>',
    "presets": '<path d="M4 4h7v7H4zM13.5 5.5H20M13.5 9.5H18M4 14h7v6.5H4zM13.5 15.5H20M13.5 19H18"/>',
    "inspector": '<path d="M4 3.5V20h17M8 20v-5M12 20V8M16 20v-9M20 20v-4"/>',
    "layers": _SLAB + '<path d="M3 14l9 4.5 9-4.5"/>',
    "preset-save": '<path d="M6.5 3h11v18L12 16.5 6.5 21zM12 6.5v6M9 9.5h6"/>',
    "preset-import": '<path d="M3 12h11M10 8l4 4-4 4M13 4h7v16h-7"/>',
    "preset-code": '<path d="M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14"/>',
    "preset-export": '<path d="M10 12h11M17 8l4 4-4 4M11 4H4v16h7"/>',
    "preset-share": '<circle cx="6" cy="12" r="2.7"/><circle cx="17.5" cy="5.5" r="2.7"/>'
    '<circle cx="17.5" cy="18.5" r="2.7"/><path d="M8.5 10.6l6.7-3.8M8.5 13.4l6.7 3.8"/>',
    "preset-card": _FRAME + '<circle cx="8" cy="10" r="1.8"/><path d="M5.5 16c0-3 5-3 5 0M14 10h4.5M14 14h4.5"/>',
    "layer-add": _SLAB + '<path d="M3 13.5l7 3.5M17.5 14v7M14 17.5h7"/>',
    "layer-duplicate": _SLAB + '<path d="M3 12.5l9 4.5 9-4.5M3 16.5l9 4.5 9-4.5"/>',
    "layer-remove": '<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10.2 11v5.5M13.8 11v5.5"/>',
    "layer-up": '<path d="M12 20V5M6 11l6-6 6 6"/>',
    "layer-down": '<path d="M12 4v15M6 13l6 6 6-6"/>',
    "rearrange": '<path d="M19.5 12.5a7.5 7.5 0 1 1-2.5-6M17.5 2.5v4.5H13"/>',
    # Lessons
    "explain-pixel": '<circle cx="12" cy="12" r="5"/><path d="M12 2.5V9M12 15v6.5M2.5 12H9M15 12h6.5"/>',
    "geometry": '<path d="M3 17L17 3l4 4L7 21zM7 13l2.2 2.2M10.5 9.5l2.2 2.2M14 6l2.2 2.2"/>',
    "steps": '<path class="full" d="M6 5l9 7-9 7z"/><path d="M18.5 5v14"/>',
    "matrix": '<path d="M8 4H4v16h4M16 4h4v16h-4M9.5 9v.200M14.5 9v.200M9.5 15v.200M14.5 15v.200M12 12v.200"/>',
    "compare-settings": '<path d="M3 8h4.5M12.5 8H21M3 16h8.5M16.5 16H21"/>'
    '<circle cx="10" cy="8" r="2.5"/><circle cx="14" cy="16" r="2.5"/>',
    "learn": '<path d="M4 3.5V20h17M6.5 6c1.5 8 5 10.5 13.5 10.5"/>',
    # Help and the panels' own buttons
    "find-command": _LENS,
    "keys": '<rect x="2.5" y="6" width="19" height="12" rx="1.5"/>'
    '<path d="M6.5 10v.200M10 10v.200M14 10v.200M17.5 10v.200M8 14h8"/>',
    "dock-close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "dock-float": '<path d="M8 8V4h12v12h-4"/><rect x="4" y="8" width="12" height="12"/>',
}
"""What is drawn, by name; commands have the icon of their own name. "fill" is a tint, "full" the whole colour."""


def svg(name: str, colour: str) -> bytes:
    """Return an icon as a picture in one colour.

    Parameters
    ----------
    name : str
        One of `SHAPES`.
    colour : str
        As "#rrggbb".
    """
    shape = SHAPES[name]
    shape = shape.replace('class="fill"', f'fill="{colour}" fill-opacity="0.35" stroke="none"')
    shape = shape.replace('class="full"', f'fill="{colour}"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}"><g fill="none" stroke="{colour}" '
        f'stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">{shape}</g></svg>'
    ).encode()
