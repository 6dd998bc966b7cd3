"""What a day can be the day of (a request, a draft, a refusal), which limits of the clock run from it, and which topic says more."""

from __future__ import annotations

from webhook.services.render.status import LATE_TOPIC

LIMITS_OF: dict[str, tuple[str, ...]] = {  # by SMS the last of more than two is left out
    "request": ("decision", "no_plan", "final"),
    "advice": ("advice",),
    "draft": ("comments",),
    "refused": ("mediation_contact", "appeal"),
    "no_plan": ("mediation_contact", "appeal"),
    "final": ("mediation_contact", "appeal"),
    "certificate": ("appeal_certificate",),
    "mediation_no": ("certificate",),
    "mediation_asked": ("mediation_meeting",),
    "review_meeting": ("review_report", "review_decision", "amended_from_meeting"),
    "changes": ("amended_comments", "amended_final"),
    "amending": ("amended_final",),  # the letter that says the plan will change
    "plan": ("review",),
    "moved": ("move_notice", "move_review"),
}
BY_SMS = {"request": ("decision", "final"), "refused": ("appeal",), "no_plan": ("appeal",), "final": ("appeal",), "review_meeting": ("review_decision", "amended_from_meeting")}
TOPICS = {
    "request": ("ehcna_timeline",),
    "advice": ("ehcna_advice", "ehcna_timeline"),
    "draft": ("ehcp_draft",),
    "refused": ("ehcna_refused", "tribunal"),
    "no_plan": ("ehcp_not_issued", "tribunal"),
    "final": ("ehcp_final", "tribunal"),
    "certificate": ("tribunal", "mediation"),
    "mediation_no": ("mediation",),
    "mediation_asked": ("mediation",),
    "review_meeting": ("annual_review",),
    "changes": ("annual_review",),
    "amending": ("annual_review",),
    "plan": ("annual_review",),
    "moved": ("moving_area",),
}
EVENT_OF = {"ehcna_timeline": "request", LATE_TOPIC: "request", "ehcp_draft": "draft", "ehcna_refused": "refused", "ehcp_not_issued": "no_plan", "ehcp_final": "final"}  # of a day alone
EVENT_OF |= {"tribunal": "refused", "moving_area": "moved", "annual_review": "review_meeting"}
DECISIONS = ("refused", "no_plan", "final")  # a mediation certificate may give longer
APPEALS = (*DECISIONS, "certificate")
TOO_ROUGH = {**dict.fromkeys(APPEALS, "dates_rough_appeal"), "draft": "dates_rough_reply", "changes": "dates_rough_reply"}  # the rule stands before the question
FROM_SENDING = (*APPEALS, "draft", "changes")  # the family's own days run from the sending (of a certificate: from its date), not from the day it came
