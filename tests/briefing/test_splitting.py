from assistant.briefing.splitting import sentences_of
from assistant.briefing.wording import render
from assistant.values import Unit, say
from tests.briefing.things import TODAY, fact


def test_each_sentence_keeps_its_own_facts() -> None:
    said = say(
        "{who} is asked for {days}. {others} ask for it.",
        who=fact("Priya"),
        days=fact(19, Unit.DAYS),
        others=[fact("Beacon"), fact("Keystone")],
    )
    first, second = sentences_of(said)
    assert render(first, today=TODAY) == "Priya is asked for 19 days."
    assert set(second.facts) == {"others1", "others2"}


def test_what_a_fact_says_does_not_take_a_sentence_apart() -> None:
    said = say("It is “{what}” for now.", what=fact("Stop. Go on! Why? Because.", Unit.TEXT))
    assert sentences_of(said) == (said,)


def test_one_sentence_stays_as_it_is() -> None:
    said = say("{who} waits, i.e. stands still.", who=fact("Atlas"))
    assert sentences_of(said) == (said,)
