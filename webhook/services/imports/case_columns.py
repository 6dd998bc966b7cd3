"""What a case and a contact may hold, by the names of cases.csv and contacts.csv, and how each value is read (docs/imports.md)."""

from __future__ import annotations

from webhook.services.imports.imports import Reader, read_choice, read_day, read_flag, read_home_phone, read_list, read_moment, read_number, read_text

DAYS = (
    "child_dob", "request_received", "decision_date", "advice_requested", "advice_received", "draft_issued", "draft_comments_due",
    "school_consulted", "no_plan_notice", "final_issued", "mediation_certificate", "appeal_lodged", "last_review_meeting", "review_decision_sent",
    "amendment_notice_sent", "amended_final_issued", "moved_in_on",
)  # fmt: skip
CASE_COLUMNS: dict[str, Reader] = {
    "case_ref": read_text(40),
    "case_kind": read_choice("ehc", "eng"),
    "case_status": read_choice("open", "closed", "moved", "deceased"),
    "child_first_name": read_text(80),
    "child_last_name": read_text(80),
    "postcode": read_text(10),
    "request_source": read_text(40),
    "decision": read_choice("assess", "not_assess", "pending"),
    "advice_outstanding": read_list,
    "exemption": read_choice("none", "school_closed", "early_years_closed", "personal", "absence", "missed_appointment", "unspecified"),
    "exemption_step": read_text(20),
    "phase": read_choice("none", "early_years", "infant_junior", "primary_secondary", "post16"),
    "phase_year": read_number(2014, 2100),
    "looked_after_by": read_text(80),
    "school": read_text(120),
    "officer_role": read_text(80),
    "source_updated_at": read_moment,
    **dict.fromkeys(DAYS, read_day),
}
CONTACT_COLUMNS: dict[str, Reader] = {
    "case_ref": read_text(40),
    "contact_name": read_text(120),
    "phone": read_home_phone,
    "email": read_text(200),
    "relationship": read_text(40),
    "disclosure": read_flag,
    "rights_holder": read_flag,
    "safe_to_text": read_choice("yes", "no", "ask"),
    "language": read_text(20),
    "needs": read_text(200),
}
