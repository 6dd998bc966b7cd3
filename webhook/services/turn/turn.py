"""One message, one turn: what is heard, what is decided, what is recorded. Read `take_turn` first.

The order of `STEPS` is the order of design's "life of a message": danger, the law of STOP, people before machines, then Rasa.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from webhook.bootstrap import Parts
from webhook.services.booking.unfinished import note_unfinished
from webhook.services.cases.again import answer_shown_in_check, look_again
from webhook.services.cases.and_other import join_turns, split_asked
from webhook.services.identity.check_doubted import doubt_check
from webhook.services.people.handovers import pass_on_too, take_number
from webhook.services.personal.aside import tell_masked_once
from webhook.services.render.situation import show_heard
from webhook.services.render.surgeries import take_surgery_number
from webhook.services.safety.assess import assess_inbound
from webhook.services.steps.advice import answer_advice_due
from webhook.services.steps.after_check import answer_after_check, answer_dates_in_check, answer_if_late_in_check, answer_of_case_in_check, answer_ring_in_check
from webhook.services.steps.booking_again import ask_again
from webhook.services.steps.booking_back import take_back
from webhook.services.steps.booking_beside import hear_beside
from webhook.services.steps.booking_needs import hear_needs
from webhook.services.steps.booking_needs_and import join_needed, split_asked_beside
from webhook.services.steps.booking_offer import read_offer_again
from webhook.services.steps.booking_own import take_booking
from webhook.services.steps.booking_reminder import ask_reminder
from webhook.services.steps.booking_sooner import answer_sooner
from webhook.services.steps.brief import answer_name, answer_vague, take_more
from webhook.services.steps.case import answer_of_case, answer_record_age, ask_other_case, name_case
from webhook.services.steps.certificate_to_come import answer_certificate_to_come
from webhook.services.steps.changed_plan import answer_changed_plan
from webhook.services.steps.check_left import leave_check
from webhook.services.steps.complaint_replied import answer_complaint_replied
from webhook.services.steps.date_unknown import answer_date_unknown
from webhook.services.steps.dates import answer_dates, answer_own_day
from webhook.services.steps.draft import answer_after_draft, answer_draft_came, settle_draft_day
from webhook.services.steps.elsewhere import answer_adult_care, answer_school_meals
from webhook.services.steps.family import answer_looked_after, answer_own_rights, answer_who_asks, answer_who_they_are
from webhook.services.steps.home import add_no_home, answer_no_home
from webhook.services.steps.if_late import answer_if_late
from webhook.services.steps.language import answer_language, call_by_name, opt_out_in_language, take_language_answer
from webhook.services.steps.leaning import take_leaning, take_numbered
from webhook.services.steps.learnt import answer_learnt
from webhook.services.steps.left_out import answer_left_out
from webhook.services.steps.letter import name_letter
from webhook.services.steps.matter import take_matter
from webhook.services.steps.mediation import settle_mediation_over
from webhook.services.steps.named import answer_named, answer_other_council, ask_which_no, wants_status
from webhook.services.steps.not_told import answer_not_told
from webhook.services.steps.number import answer_number, name_number
from webhook.services.steps.opening import answer_hours
from webhook.services.steps.own_questions import answer_unasked, ask_older, keep_own
from webhook.services.steps.people import answer_bereavement, answer_child, answer_words, answer_young_carer, bring_person, cancel_handover, leave_to_staff, take_awaited
from webhook.services.steps.plain import answer_empty, answer_skip, answer_who_texts, object_to_check, pick_option, take_dispute, take_part
from webhook.services.steps.print_asked import answer_print
from webhook.services.steps.records import answer_records
from webhook.services.steps.refund import answer_refund
from webhook.services.steps.refusal import answer_if_refused, answer_of_grant, answer_refusal_of_topic, ask_day_of_refusal
from webhook.services.steps.refused_what import ask_what_refused, take_what_refused
from webhook.services.steps.safety import answer_danger, answer_keywords, answer_mistake, answer_safe_to_text, carry_on, keep_silent, repeat_card
from webhook.services.steps.search import answer_search
from webhook.services.steps.several_asked import answer_several
from webhook.services.steps.spelling import answer_list, mend_topics
from webhook.services.steps.surgery import hear_surgery
from webhook.services.steps.surgery_facts import hear_fact
from webhook.services.steps.surgery_near import answer_nearest
from webhook.services.steps.surgery_off import answer_why_off, hear_upset
from webhook.services.steps.surgery_still import answer_still
from webhook.services.steps.two_refused import answer_two_refused
from webhook.services.steps.updates import answer_updates_words, ask_what_changed, keep_offer, take_updates_answer
from webhook.services.steps.young import answer_young_person, speak_to_reader
from webhook.services.texts.holding import keep_question, leave_late_to_staff, take_off_list, tell_back
from webhook.services.texts.said_again import not_word_for_word
from webhook.services.turn.ask_rasa import ask_rasa
from webhook.services.turn.heard import Heard, Turn
from webhook.services.turn.record import record_turn


def answer_case_and_other(parts: Parts, heard: Heard) -> Turn | None:
    """ "Is it late and can we get transport" after a status: the case's answer, then the other's, which goes through the steps by itself."""
    otherwise_read = heard.lane is not None or heard.form_open or heard.flags or (heard.conversation.awaiting or "").startswith("surgery")
    halves = None if otherwise_read else split_asked(heard.masked)
    first = answer_of_case(parts, replace(heard, text=halves[0], masked=halves[0])) if halves else None
    if halves is None or first is None:
        return None
    rest = replace(heard, text=halves[1], masked=halves[1])
    after = STEPS[STEPS.index(answer_case_and_other) + 1 :]
    other = next((turn for step in after if (turn := step(parts, rest)) is not None), None) or ask_rasa(parts, rest)
    if other is None:
        return None  # it waits for the dialogue model, as a whole
    keep_offer(rest, other)
    return join_turns(first, other)


def answer_beside_need(parts: Parts, heard: Heard) -> Turn | None:
    """ "Step free pls and also whats respite" to the question what they need: the answer, then the booking's next question."""
    halves = split_asked_beside(parts, heard)
    if halves is None:
        return None
    other = next((turn for step in STEPS[STEPS.index(answer_named) :] if (turn := step(parts, halves[1])) is not None), None) or ask_rasa(parts, halves[1])
    return join_needed(parts, heard, halves[0], other) if other is not None and other.lane != "holding" else None


STEPS: tuple[Callable[[Parts, Heard], Turn | None], ...] = (
    answer_danger,
    answer_keywords,
    opt_out_in_language,
    keep_silent,
    leave_to_staff,
    leave_late_to_staff,
    answer_safe_to_text,
    answer_mistake,
    repeat_card,
    answer_bereavement,
    answer_no_home,
    settle_draft_day,
    settle_mediation_over,
    answer_empty,
    answer_who_texts,
    take_language_answer,
    call_by_name,
    answer_words,
    answer_young_carer,
    answer_child,
    bring_person,
    take_updates_answer,
    answer_updates_words,
    answer_case_and_other,
    answer_print,
    answer_why_off,
    answer_still,
    answer_nearest,
    answer_hours,
    answer_unasked,
    leave_check,
    answer_sooner,
    hear_needs,
    hear_beside,
    answer_beside_need,
    hear_fact,
    take_booking,
    ask_reminder,
    take_back,
    hear_surgery,
    cancel_handover,
    answer_shown_in_check,
    answer_ring_in_check,
    answer_of_case_in_check,
    answer_if_late_in_check,
    answer_dates_in_check,
    object_to_check,
    take_surgery_number,
    take_awaited,
    answer_skip,
    take_more,
    answer_date_unknown,
    answer_after_check,
    take_what_refused,
    pick_option,
    wants_status,
    answer_looked_after,
    answer_left_out,
    answer_other_council,
    answer_number,
    take_number,
    answer_young_person,
    answer_adult_care,
    answer_not_told,
    answer_who_asks,
    answer_own_rights,
    answer_who_they_are,
    answer_records,
    answer_two_refused,
    take_numbered,
    answer_certificate_to_come,
    answer_complaint_replied,
    take_matter,
    answer_if_late,
    answer_changed_plan,
    answer_of_case,
    answer_record_age,
    ask_other_case,
    ask_what_changed,
    look_again,
    name_case,
    answer_of_grant,
    answer_refusal_of_topic,
    answer_advice_due,
    answer_dates,
    answer_after_draft,
    answer_draft_came,
    answer_school_meals,
    answer_several,
    answer_named,
    answer_own_day,
    ask_day_of_refusal,
    answer_if_refused,
    ask_which_no,
    take_leaning,
    take_part,
    take_dispute,
    ask_what_refused,
    answer_refund,
    answer_language,
    mend_topics,
    answer_list,
    answer_search,
    answer_learnt,
    answer_vague,
    answer_name,
)


def take_turn(parts: Parts, inbound_id: int) -> None:
    """Work one message to its end: answered, or waiting for Rasa. Safe to call again after a crash at any line."""
    heard = assess_inbound(parts, inbound_id)
    if heard is None:
        return
    turn = next((turn for step in STEPS if (turn := step(parts, heard)) is not None), None)
    asked = turn is None
    if turn is None:
        turn = ask_rasa(parts, heard)
    if turn is not None and (asked or turn.lane == "answer"):
        turn = ask_again(parts, heard, turn)
    if turn is not None and asked:
        turn = doubt_check(parts, heard, turn)
    if turn is not None:
        not_word_for_word(parts, heard, turn)
    if turn is not None and turn.lane == "answer":
        keep_offer(heard, turn)
    if turn is not None:
        turn = hear_upset(parts, heard, read_offer_again(parts, heard, turn))
        note_unfinished(parts, heard, turn)
    if turn is not None and heard.inbound.state != "waiting":  # a late answer begins with the question it belongs to
        show_heard(parts, heard, turn)
        speak_to_reader(parts, heard, turn)
    if turn is not None:
        name_number(parts, heard, turn)
        name_letter(parts, heard, turn)
        tell_masked_once(parts.content, heard, turn)
        add_no_home(parts, heard, turn)
        pass_on_too(parts, heard, turn)
        carry_on(parts, heard, turn)
        keep_own(heard, turn)
        ask_older(parts, heard, turn)
    if turn is not None:
        keep_question(parts, heard, turn)
    if turn is not None and heard.inbound.state == "waiting" and turn.replies:
        turn.effects += [lambda session: take_off_list(session, heard), lambda session: tell_back(parts, session, heard)]
    if turn is not None:
        record_turn(parts, heard, turn)
