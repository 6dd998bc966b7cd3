"""The time limits of the law that a case's status names, as pure functions of dates. Each cites its regulation.

"Regulation" is the Special Educational Needs and Disability Regulations 2014. Days are calendar days counted from the trigger, which is
day 0, unless said otherwise. Nothing here knows an exemption or blames anyone: it only says which day a limit falls on.
"""

from __future__ import annotations

from datetime import date, timedelta

import holidays

_BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")
DECISION_DAYS = 42  # regulation 5(1): yes or no on assessing, from the request
ADVICE_DAYS = 42  # regulation 8: each adviser, from being asked
NO_PLAN_DAYS = 112  # regulation 10(1): notice that there will be no plan, from the request
FINAL_DAYS = 140  # regulation 13(2): the final plan, from the request
COMMENT_DAYS = 15  # regulation 13(1)(a): to comment on a draft; the day it is served is day one
REVIEW_DECISION_DAYS = 28  # regulation 20(10): the decision after a review meeting
AMENDED_DAYS = 56  # regulation 22(3): the amended plan, from the amendment notice
AMENDED_FROM_MEETING_DAYS = 84  # regulations 20(10) and 22(3) together, from the meeting
REVIEW_MONTHS = 12  # Children and Families Act 2014, section 44(1)


def decision_due(request_received: date) -> date:
    """Last day for the yes or no on assessing (regulation 5(1))."""
    return request_received + timedelta(days=DECISION_DAYS)


def advice_due(advice_requested: date) -> date:
    """Last day for advice that was asked for (regulation 8)."""
    return advice_requested + timedelta(days=ADVICE_DAYS)


def no_plan_due(request_received: date) -> date:
    """Last day for the letter that there will be no plan (regulation 10(1))."""
    return request_received + timedelta(days=NO_PLAN_DAYS)


def final_due(request_received: date) -> date:
    """Last day for the final plan (regulation 13(2))."""
    return request_received + timedelta(days=FINAL_DAYS)


def comments_due(draft_served: date) -> date:
    """The last of at least 15 days to comment; the day of service is the first (regulation 13(1)(a))."""
    return draft_served + timedelta(days=COMMENT_DAYS - 1)


def review_decision_due(meeting: date) -> date:
    """Last day for the decision to keep, change or end the plan (regulation 20(10))."""
    return meeting + timedelta(days=REVIEW_DECISION_DAYS)


def amended_final_due(notice_sent: date, meeting: date | None) -> date:
    """Last day for the amended plan: 8 weeks from the notice, and never later than 12 from the meeting (regulation 22(3))."""
    due = notice_sent + timedelta(days=AMENDED_DAYS)
    return min(due, meeting + timedelta(days=AMENDED_FROM_MEETING_DAYS)) if meeting and meeting <= notice_sent else due


def next_review_due(last: date) -> date:
    """Within 12 months of the plan or the last review (section 44(1)); 29 February counts to 28 February."""
    return date(last.year + 1, last.month, 28) if (last.month, last.day) == (2, 29) else last.replace(year=last.year + 1)


def add_working_days(day: date, count: int) -> date:
    """That many working days on: no weekends, no bank holidays of England."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in _BANK_HOLIDAYS:
            count -= 1
    return day


def shown_from(letter_date: date, working_days: int) -> date:
    """The first day an outcome may be shown in chat: after the letter's date plus the working days, so that the letter comes first."""
    return add_working_days(letter_date, working_days) + timedelta(days=1)


def compulsory_school_ends(born: date) -> date:
    """Last Friday in June of the school year in which somebody turns 16 (Education Act 1996, section 8): then rights pass to the young person."""
    sixteen = born.year + 16
    year = sixteen + 1 if born.month >= 9 else sixteen
    june = date(year, 6, 30)
    return june - timedelta(days=(june.weekday() - 4) % 7)
