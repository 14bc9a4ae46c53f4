"""Images: real SVG and PNG files, and a plain word where the extra is missing."""

from __future__ import annotations

import json
import struct
import sys
from pathlib import Path

import pytest

from demerit.report import image
from demerit.report.charts import chart
from demerit.report.layout import ReportData


def test_each_ending_writes_its_form(data: ReportData, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert")
    spec = chart("learnt", data)
    assert image.save(spec, tmp_path / "a.svg").read_text().startswith("<svg")
    raw = image.save(spec, tmp_path / "a.png", scale=1).read_bytes()
    width, height = struct.unpack(">II", raw[16:24])
    assert raw.startswith(b"\x89PNG")
    assert width > 500
    assert height > 150
    assert json.loads(image.save(spec, tmp_path / "a.json").read_text()) == spec


def test_another_ending_is_refused(data: ReportData, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.gif; use \.svg, \.png or \.json"):
        image.save(chart("learnt", data), tmp_path / "a.gif")
    assert not list(tmp_path.iterdir())


def test_without_the_extra_the_message_says_how_to_install_it(
    data: ReportData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(image.ImageExtraMissingError, match=r"pip install 'demerit\[image\]'"):
        image.svg(chart("learnt", data))
