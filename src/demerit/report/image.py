"""A chart as a file for print: SVG and PNG, made without a browser by vl-convert (the extra `image`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from demerit.records.disk import write_out
from demerit.report.style import Spec

INSTALL = "pip install 'demerit[image]'"
_VEGA_LITE = "6.4"
"""Vega-Lite of vl-convert that compiles our charts: the same major and minor as the one vendored for pages."""


class ImageExtraMissingError(RuntimeError):
    """vl-convert-python is not installed; the message says how to install it."""


def _converter() -> Any:
    try:
        import vl_convert
    except ImportError:
        raise ImageExtraMissingError(f"Images need the package vl-convert-python. Install it with: {INSTALL}") from None
    return vl_convert


def svg(spec: Spec) -> str:
    """The chart as SVG text. Raises ImageExtraMissingError without the extra, ValueError if it is not Vega-Lite."""
    return str(_converter().vegalite_to_svg(spec, vl_version=_VEGA_LITE))


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """The chart as PNG, `scale` pixels to a point (2: sharp on screens, 4: print). Raises as `svg` does."""
    return bytes(_converter().vegalite_to_png(spec, vl_version=_VEGA_LITE, scale=scale))


def save(spec: Spec, path: str | Path, scale: float = 2.0) -> Path:
    """Write the chart to `path`, whose ending picks the form: .svg, .png or .json (the Vega-Lite itself).

    Raises ValueError for another ending, ImageExtraMissingError without the extra, OSError if it cannot be written.
    """
    target = Path(path)
    match target.suffix.lower():
        case ".svg":
            write_out(target, svg(spec))
        case ".png":
            write_out(target, png(spec, scale))
        case ".json":
            write_out(target, json.dumps(spec, ensure_ascii=False, indent=1) + "\n")
        case other:
            raise ValueError(f"cannot write a chart as {other or target.name}; use .svg, .png or .json")
    return target
