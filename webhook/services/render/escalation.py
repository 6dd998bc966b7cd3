"""When something was tried and did not work: the next step on the ladder in words, and after "what if they don't" the one after it.

By SMS one step within two segments; on the web a short numbered route, with the clocks that keep running. Where a message does not say
that anything was tried, the plain answer stays as it is. Each route says that this is a council service and who is not (conduct 15).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from webhook.bootstrap import Parts
from webhook.services.answers.content import Content
from webhook.services.answers.content_rules import CHECKED_LENGTH
from webhook.services.answers.escalation import Ladder, Problem, Step, find_problem, read_facts, route, running_clocks, what_was_tried
from webhook.services.answers.escalation_content import contact_slot
from webhook.services.cases.cases import case_status
from webhook.services.texts.text import count_segments
from webhook.services.turn.heard import Heard, Reply, Turn

STANDARDS_TOPIC = "service_standards"
LetterLine = Callable[[Parts, str, str], str]  # topic, channel ▸ the line that leads to the topic's letter, or ""
REPLIED = "refused"  # the part of an answer on a reply they are not happy with
STEPS_SHOWN = 4  # on the web; a longer list is not read


def show_next_steps(parts: Parts, heard: Heard, turn: Turn, letter_line: LetterLine) -> Turn:
    """Replace the answers of a turn by the next step for each topic where the message says what was tried; reply by reply, in the topics' order."""
    if "last_topic" in turn.changes:  # thanks, or a question about privacy, leaves the place on the ladder
        turn.changes["ladder"] = None
    replies: list[Reply] = []
    rest, shown = turn.replies[len(turn.topics) :] if heard.channel == "web" else turn.replies[1:], set[str]()
    for topic, reply in zip(turn.topics, turn.replies[: len(turn.topics)], strict=False):
        if heard.channel == "sms" and replies:
            break
        kept = _place_on_ladder(parts, heard, topic)
        if kept is None:
            replies.append(_with_standards(parts.content, reply, heard.channel) if topic == STANDARDS_TOPIC and not parts.content.answers[topic].off else reply)
            continue
        problem = parts.content.ladder.problems[kept["problem"]]
        steps = route(problem, kept["tried"], kept["facts"])
        if steps[0].key not in shown:  # a second topic that leads to a step already named says nothing new
            opening = _urgent(parts.content, heard, topic) + _done(parts.content.ladder, problem, kept["tried"])
            replies.append(_route_reply(parts.content, heard, problem, steps, opening, letter_line(parts, topic, "web")))
            turn.changes["ladder"] = turn.changes.get("ladder") or kept
            shown |= {step.key for step in steps[:STEPS_SHOWN]}
    turn.replies = replies + rest
    return turn


def step_after(parts: Parts, heard: Heard, letter_line: LetterLine) -> Turn | None:
    """The step after the one that was just shown; None when the last answer showed none."""
    kept, topic, ladder = heard.conversation.ladder, heard.conversation.last_topic, parts.content.ladder
    problem = ladder.problems.get(kept["problem"]) if kept else None
    if kept is None or problem is None or topic not in problem.topics:
        return None
    tried = [*kept["tried"], *(step.key for step in route(problem, kept["tried"], kept["facts"])[:1])]
    steps = route(problem, tried, kept["facts"])
    reply = _route_reply(parts.content, heard, problem, steps, [ladder.words["after"]["web"]] if steps else [], letter_line(parts, str(topic), "web"))
    changes = {"options": [], "unsure_count": 0, "ladder": {**kept, "tried": tried}}
    return Turn(lane="answer", topics=[str(topic)], replies=[reply], confidence=0.9, changes=changes)


def step_from(parts: Parts, heard: Heard, topic: str, reached: str, letter_line: LetterLine, *, again: bool = False) -> Turn | None:
    """The step after one whose answer has come; after a second answer (`again`, or one was told before) the one after the last that was shown. None where the topic has no such step."""
    ladder, kept = parts.content.ladder, heard.conversation.ladder or {}
    problem = ladder.problems.get(kept.get("problem", "")) or find_problem(ladder, topic, "")
    if problem is None or topic not in problem.topics or reached not in {step.key for step in problem.route}:
        return None
    facts, before = list(kept.get("facts", [])), list(kept.get("tried", []))
    shown = [step.key for step in route(problem, before, facts)[:1]] if reached in before and (again or kept.get("answered")) else []
    tried = list(dict.fromkeys([*before, reached, *shown]))
    steps, answer = route(problem, tried, facts), parts.content.answers[topic]
    if tried == before and REPLIED in answer.parts:  # that step was shown already: the answer on a reply says it in its own words
        reply = Reply(answer.parts[REPLIED].on(heard.channel), sources=[dict(source) for source in answer.sources])
    else:
        reply = _route_reply(parts.content, heard, problem, steps, _done(ladder, problem, tried) if steps else [], letter_line(parts, topic, "web"))
    place = {"problem": problem.key, "tried": tried, "facts": facts, "answered": reached}
    changes = {"options": [], "unsure_count": 0, "awaiting": None, "last_topic": topic, "ladder": place}
    return Turn(lane="answer", topics=[topic], replies=[reply], confidence=0.9, flags=heard.flags, changes=changes)


def step_now(parts: Parts, heard: Heard, letter_line: LetterLine) -> Reply | None:
    """The step that was just shown, once more in full; None when the last answer showed none."""
    kept, topic = heard.conversation.ladder, heard.conversation.last_topic
    problem = parts.content.ladder.problems.get(kept["problem"]) if kept else None
    steps = route(problem, kept["tried"], kept["facts"]) if kept and problem and topic in problem.topics else []
    return _route_reply(parts.content, heard, problem, steps, [], letter_line(parts, str(topic), "web")) if problem and steps else None


def _place_on_ladder(parts: Parts, heard: Heard, topic: str) -> dict[str, Any] | None:
    """Problem, tried steps and facts as the conversation keeps them, with those told before; None where nothing was tried, or no step is left."""
    ladder = parts.content.ladder
    if not any(what_was_tried(ladder, problem, heard.text) for problem in ladder.problems_of(topic)) or _urgent_text(parts.content, heard, topic, "sms"):
        return None
    with parts.db.reading() as session:
        stage = case_status(parts, session, heard.conversation.id).stage
    problem = find_problem(ladder, topic, heard.text, stage)
    tried = what_was_tried(ladder, problem, heard.text) if problem else []
    facts = read_facts(ladder, heard.text, stage)
    if problem is None or not tried:
        return None
    kept = heard.conversation.ladder or {}
    if kept.get("problem") == problem.key:  # what was tried a message ago is not forgotten
        tried, facts = list(dict.fromkeys([*kept["tried"], *tried])), list(dict.fromkeys([*kept["facts"], *facts]))
    return {"problem": problem.key, "tried": tried, "facts": facts} if route(problem, tried, facts) else None


def _route_reply(content: Content, heard: Heard, problem: Problem, steps: list[Step], opening: list[str], letter: str) -> Reply:
    sources = {source["title"]: dict(source) for step in steps[:STEPS_SHOWN] for source in step.sources}
    sources |= {source["title"]: dict(source) for clock in running_clocks(problem, steps) for source in clock.sources}
    said = list(sources.values())
    if heard.channel == "sms":
        checked = min((source["checked_on"] for step in steps[:1] for source in step.sources), default="")
        return Reply(_say_by_sms(content, problem, steps, checked, brief=heard.lane == "gentle"), sources=said)
    return Reply("\n\n".join(filter(None, [*opening, *_say_on_web(content, problem, steps), letter])), sources=said)


def _say_on_web(content: Content, problem: Problem, steps: list[Step]) -> list[str]:
    words = {key: text["web"] for key, text in content.ladder.words.items()}
    lines = []
    for number, step in enumerate(steps[:STEPS_SHOWN], 1):
        line = words["now" if number == 1 else "later"].format(
            number=number, role=step.role, independent=words["independent"] if step.independent else "", does=step.does, text=fill_step(content, step, "web")
        )
        lines.append(" ".join([line, *_wait(content.ladder, step, now=number == 1)]))
    blocks = ["\n".join(lines)] if lines else [words["top"]]
    if any(step.any_time for step in steps[1:]):
        blocks.append(words["any_time"])
    clocks = running_clocks(problem, steps)
    if clocks:
        blocks.append("\n".join([words["clocks"], *(f"- {clock.text['web']}" for clock in clocks)]))
    return [*blocks, _notice(content, problem, "web")]


def _say_by_sms(content: Content, problem: Problem, steps: list[Step], checked: str, *, brief: bool) -> str:
    """One step and the notice; then as many of its clocks and the problem's as two segments hold. Brief leaves room for a sentence before it."""
    words = content.ladder.words
    said, notice = [fill_step(content, steps[0], "sms") if steps else words["top"]["sms"]], _notice(content, problem, "sms")
    clocks = {clock.key: clock for step in steps[:1] for clock in step.clocks} | {clock.key: clock for clock in problem.clocks}
    for clock in () if brief else clocks.values():
        if count_segments(" ".join([*said, clock.text["sms"], notice]) + "x" * CHECKED_LENGTH) <= 2:
            said.append(clock.text["sms"])
    text = " ".join([*said, notice])
    if not checked:
        return text
    day = date.fromisoformat(checked).strftime("%-d %b %Y")
    return content.messages["answer_frame"].sms.format(text=text, checked=day)


def _wait(ladder: Ladder, step: Step, *, now: bool) -> list[str]:
    """How long before the next step, where it is known. For the step to take now we also say that we don't have it."""
    promised = ladder.promises[step.promise].value if step.promise else None
    if promised:
        return [ladder.words["time"]["web"].format(value=promised)]
    if step.wait:
        return [step.wait] if now else []
    return [ladder.words["no_time"]["web"]] if step.promise and now else []


def _done(ladder: Ladder, problem: Problem, tried: list[str]) -> list[str]:
    names = [step.done for step in problem.route if step.key in tried]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return [ladder.words["tried"]["web"].format(done=listed)]


def fill_step(content: Content, step: Step, channel: str) -> str:
    """The words of a step with its number or address."""
    return step.text[channel].replace("{contact}", contact_slot(content.contacts.get(step.contact or "")))


def _notice(content: Content, problem: Problem, channel: str) -> str:
    """This is a council service, what is written is kept, and who advises privately; on the web with their addresses."""
    named = [content.contacts[key] for key in problem.advice]
    slots = [f"{contact['name']} ({slot})" if channel == "web" and (slot := contact_slot(contact)) else str(contact["name"]) for contact in named]
    joiner = " or " if channel == "web" else ", "
    return content.ladder.words["notice"][channel].format(advice=joiner.join([", ".join(slots[:-1]), slots[-1]]) if len(slots) > 1 else slots[0])


def _urgent(content: Content, heard: Heard, topic: str) -> list[str]:
    text = _urgent_text(content, heard, topic, "web")
    return [text] if text else []


def _urgent_text(content: Content, heard: Heard, topic: str, channel: str) -> str:
    """What to do in the next hour goes first on the web; by SMS it is the whole answer (conduct 14)."""
    answer = content.answers.get(topic)
    if channel != heard.channel or "urgent_today" not in heard.flags or answer is None or answer.urgent is None:
        return ""
    return answer.urgent.on(channel)


def _with_standards(content: Content, reply: Reply, channel: str) -> Reply:
    """The answer on service standards with the table of promises under it; a blank one says that we don't have it."""
    if channel == "sms":
        return reply
    words = {key: text["web"] for key, text in content.ladder.standards.items()}
    lines = [words["line"].format(name=promise.name, who=promise.who, value=promise.value or words["blank"]) for promise in content.ladder.promises.values()]
    reply.text = "\n\n".join([reply.text, "\n".join([words["table"], *lines])])
    known = {source["title"] for source in reply.sources}
    reply.sources += [dict(promise.source) for promise in content.ladder.promises.values() if promise.value and promise.source["title"] not in known]
    return reply
