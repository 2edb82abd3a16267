"""The main job: a concern raised on a phone at night is answered, and who raised it reads why."""

import re

from tests.journeys.browsing import PHONE

SAW = "A girl of about eleven in a white van behind the market, with a man who told her to be quiet."
REASONS = "The van was seen here twice before, and her age."
FEEDBACK = "Thank you. We meet with the police this morning."


def test_a_concern_goes_round(browsing):
    given_efa = browsing.member("efa", **PHONE)
    reference = when_efa_raises_the_van_at_night(given_efa)
    then_efa_sees_who_has_it(given_efa, reference)
    amara = browsing.member("amara")
    when_amara_finds_it_in_her_work_and_answers(amara)
    then_efa_reads_the_answer(given_efa, reference)
    then_a_stranger_finds_nothing(browsing.member("chidi"), reference, amara.path)


def when_efa_raises_the_van_at_night(efa) -> str:
    efa.steps = 0
    efa.presses("Raise a concern")
    efa.chooses("Not this minute, but somebody should act today")
    efa.types("What did you see or hear?", SAW)
    efa.presses("Send")
    assert efa.steps <= 5, "a concern is a few steps, not a form to fill"
    found = re.search(r"/concerns/([^/]+)/sent/", efa.path)
    assert found, efa.path
    return found[1]


def then_efa_sees_who_has_it(efa, reference) -> None:
    efa.reads("Who has it", reference, "Eastmoor Duty", "Must decide", "Please do not")
    efa.presses("Back to my work").reads("Answers owed to me", "Eastmoor Duty")
    efa.finds_nothing_of("NOT SENT")


def when_amara_finds_it_in_her_work_and_answers(amara) -> None:
    amara.reads("What my team and I owe", "Decide what the child needs")
    amara.presses("Decide what the child needs", "link").reads(SAW, "Decide what this child needs")
    if amara.page.get_by_role("button", name="I have it").count():
        amara.presses("I have it").reads("Amara has it")
    amara.chooses("Strategy discussion or section 47 enquiry")
    amara.types("Your reasons", REASONS).types("Your words to the person who raised it", FEEDBACK)
    amara.presses("Decide").reads("The sender has been told.")


def then_efa_reads_the_answer(efa, reference) -> None:
    efa.opens(f"/concerns/{reference}/").reads("Has decided.", FEEDBACK, REASONS)


def then_a_stranger_finds_nothing(chidi, reference, child_path) -> None:
    chidi.reads("Nothing is owed by you or your team.").finds_nothing_of("van behind the market", reference)
    for path in (f"/concerns/{reference}/", f"/concerns/{reference}/sent/", child_path):
        chidi.opens(path, status=404).finds_nothing_of("white van", REASONS, FEEDBACK)
    chidi.opens("/concerns/").finds_nothing_of(reference)
    chidi.opens("/inbox/").finds_nothing_of(reference)
