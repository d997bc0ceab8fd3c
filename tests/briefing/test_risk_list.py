from assistant.briefing.brief import DocumentKind, SectionKind
from assistant.briefing.plain import to_plain
from assistant.briefing.risk_list import write_risk_list
from assistant.health.verdicts import Severity
from tests.briefing import things
from tests.briefing.things import inputs, risk


def test_risks_are_listed_by_gravity_after_one_sentence() -> None:
    document = write_risk_list(inputs())
    assert document.kind is DocumentKind.RISKS
    assert document.lead[0].text == "5 of 7 risks need action now."
    assert [section.kind for section in document.sections] == [
        SectionKind.HIGH_RISKS,
        SectionKind.MEDIUM_RISKS,
        SectionKind.LOW_RISKS,
    ]
    assert [len(section.points) for section in document.sections] == [5, 1, 1]


def test_each_risk_says_what_can_be_done() -> None:
    for section in write_risk_list(inputs()).sections:
        for point in section.points:
            assert point.text.endswith("Agree another day, or free somebody for it.")


def test_no_risk_is_said_so() -> None:
    text = to_plain(write_risk_list(things.with_results(inputs(), risks=())))
    assert "Nothing endangers a date, money or people as far as the data shows." in text


def test_a_long_list_is_counted_beyond_what_is_shown() -> None:
    given = inputs()
    many = tuple(risk(given.facts, f"r{n:03}", severity=Severity.LOW) for n in range(142))
    document = write_risk_list(things.with_results(given, risks=many))
    assert len(document.sections[0].points) == 40
    assert document.left_out[0].count == 102
    assert "102 smaller points are in the full list only." in to_plain(document)
