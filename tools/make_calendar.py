"""Write down China's working days as data: `src/demerit/library/calendars/china.yaml`.

The `holidays` package carries the State Council's yearly notices up to 2026: days off, and weekend days worked in
exchange. For the years after the last notice only the days off that law fixes are known.

Run by hand after a new notice: `uv run python tools/make_calendar.py`.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import holidays

FIRST, LAST, LAST_NOTICE = 2010, 2030, 2026
TARGET = Path(__file__).parents[1] / "src/demerit/library/calendars/china.yaml"
HEAD = """# Working days of China: what differs from Monday to Friday.
# `off`: weekdays that are holidays, Spring Festival and exchanged days included; `worked`: Saturdays and Sundays worked
# in exchange. From the State Council's yearly notices, as the Python package `holidays` {version} has them; after
# {notice} no notice is out yet, so only the holidays that law fixes are here, and that no weekend is exchanged for them
# is an assumption. Written by tools/make_calendar.py.

sources:
  SC: General Office of the State Council, yearly notices on the arrangement of holidays
  LAW: Regulation on public holidays for national annual festivals and memorial days, as amended in 2024

calendar: china
years:
"""


def main() -> None:
    """Write the file."""
    china = holidays.country_holidays("CN", years=range(FIRST - 1, LAST + 2))
    text = HEAD.format(version=version("holidays"), notice=LAST_NOTICE)
    for year in range(FIRST, LAST + 1):
        first = date(year, 1, 1)
        days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
        off = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not china.is_working_day(day)]
        worked = [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and china.is_working_day(day)]
        source = "SC" if year <= LAST_NOTICE else "LAW; assumption"
        text += f"  {year}:\n    source: {source}\n    off: [{', '.join(off)}]\n    worked: [{', '.join(worked)}]\n"
    TARGET.write_text(text)


if __name__ == "__main__":
    main()
