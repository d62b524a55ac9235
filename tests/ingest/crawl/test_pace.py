from datetime import UTC, datetime, timedelta, timezone

import pytest

from dispatchsearch.ingest.crawl.pace import Clock, Pace, retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120.0),
        ("Sun, 01 Mar 2026 12:02:00 -0000", 120.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120.0),
    ],
)
def test_retry_after_is_a_number_or_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_the_stamp_is_in_utc_whatever_the_zone_of_the_clock():
    tokyo = timezone(timedelta(hours=9))
    assert Clock(lambda: datetime(2026, 3, 1, 21, tzinfo=tokyo)).stamp() == "2026-03-01T12:00:00Z"


def test_pauses_double_with_each_fault_up_to_a_limit_and_an_answer_ends_them(hours):
    pace = Pace(hours.clock, 1.0)
    assert [pace.faltered() for _ in range(10)] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    pace.answered()
    assert pace.faltered() == 2.0


def test_a_pause_that_was_asked_for_is_kept_but_never_shorter_than_the_delay(hours):
    pace = Pace(hours.clock, 1.0)
    assert pace.faltered(120.0) == 120.0
    assert pace.faltered(0.0) == 1.0
    pace.wait()
    pace.wait()
    assert hours.naps == [1.0]
