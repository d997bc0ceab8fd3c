"""A published figure is disputed, answered, and corrected where it was published: once."""

from __future__ import annotations

import random
from copy import deepcopy

import pytest

from assistant.errors import BadInput, NotFound, Refused
from assistant.governance.audit.event import AuditKind
from assistant.governance.dispute import Addressee, DisputeState
from assistant.governance.proposal import ProposalState, RejectReason
from assistant.portfolio.control import Decision
from assistant.ports.progress import Silent
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.correct_input import propose_correction
from assistant.usecases.decide_proposal import approve, list_waiting, reject
from assistant.usecases.dispute_figure import (
    dispute_figure,
    find_dispute,
    let_stand,
    list_disputes,
    say_corrected,
)
from assistant.usecases.post_erratum import notice_corrections
from assistant.usecases.published import find_published, list_published
from tests.fakes.hostile_publisher import Crash
from tests.usecases.sample_office import (
    FARID,
    INGRID,
    MAREN,
    OWNER,
    Shelf,
    open_brief,
    published,
    sample_office,
    sent,
    small_office,
)
from tests.usecases.test_deliver import CrashingStore

WHY = "It was put off to Tuesday."


def late_sentence(app: App, publication: str, which: str = "Which?") -> str:
    said = find_published(app.asked_by(MAREN), publication).said
    late = [each for each in said if "days overdue" in each.text]
    return next((each.address for each in late if which in each.text), late[0].address)


def disputed(app: App, viewer: str = INGRID, publication: str = "B-1") -> str:
    address = late_sentence(app, publication)
    return dispute_figure(app.asked_by(viewer), address, WHY, "days overdue").dispute.id


def correct(app: App, value: str = "2026-11-10") -> None:
    """Correct the day that the figure is computed from, as the rules want it."""
    made = propose_correction(app.asked_by(INGRID), "decisions", "D-5", "due", value)
    approve(Assessment(app.asked_by(MAREN)), made.proposal.id)


def test_every_sentence_has_an_address_that_stays() -> None:
    app = small_office()
    found = find_published(app.asked_by(MAREN), published(app))
    assert [each.address for each in found.said] == [
        f"B-1.{number}" for number in range(1, len(found.said) + 1)
    ]
    assert found == find_published(app.asked_by(INGRID), " b-1")
    assert all(each.facts for each in found.said if any(map(str.isdigit, each.text)))


def test_a_dispute_goes_to_whoever_owns_the_figure() -> None:
    app = small_office()
    published(app, open_brief(app))
    address = late_sentence(app, "B-1", "Who?")
    with pytest.raises(BadInput, match="which figure"):
        dispute_figure(app.asked_by(FARID), address, WHY)
    made = dispute_figure(app.asked_by(FARID), address, WHY, "days overdue")
    assert (made.dispute.addressed_to, made.dispute.addressed_as) == (OWNER, Addressee.OWNER)
    (theirs,) = list_disputes(app.asked_by(OWNER))
    assert theirs.is_yours
    assert theirs.fact.sources[0].row is not None
    (told,) = list_disputes(app.asked_by(FARID))
    assert not told.is_yours
    assert told.model_copy(update={"is_yours": True}) == theirs


def test_a_figure_that_nobody_owns_goes_to_the_pmo_lead() -> None:
    app = small_office()
    published(app)
    made = find_dispute(app.asked_by(MAREN), disputed(app))
    assert (made.asks, made.asked_as, made.is_yours) == ("PMO lead", Addressee.PMO_LEAD, True)
    again = dispute_figure(app.asked_by(MAREN), made.address, "Me too.", made.fact.id)
    assert (again.dispute.id, again.is_new) == (made.id, False)


def test_whoever_may_not_see_a_project_learns_nothing() -> None:
    app = small_office()
    published(app)
    number = disputed(app)
    for viewer in (FARID, None):
        asker = app.asked_by(viewer)
        for missing in ("B-1.2", "B-9.2", "B-1", "B-1.999999", "x"):
            with pytest.raises(NotFound) as told:
                dispute_figure(asker, missing, WHY)
            assert str(told.value) == f"There is no published sentence “{missing}” here."
        with pytest.raises(NotFound):
            find_published(asker, "B-1")
        with pytest.raises(NotFound):
            let_stand(asker, number, "so")
        assert (list_published(asker), list_disputes(asker, every=True)) == ((), ())


def test_right_as_it_is_takes_a_reason_and_whoever_may_answer() -> None:
    app = small_office()
    published(app, open_brief(app))
    number = disputed(app)
    with pytest.raises(Refused):
        let_stand(app.asked_by(FARID), number, "so")
    with pytest.raises(BadInput):
        let_stand(app.asked_by(MAREN), number, "  ")
    closed = let_stand(app.asked_by(MAREN), number, "The day was never moved.")
    assert (closed.state, closed.answered_by) == (DisputeState.STANDS, MAREN)
    with pytest.raises(Refused, match="answered already"):
        let_stand(app.asked_by(MAREN), number, "again")
    with pytest.raises(Refused, match="answered already"):
        say_corrected(app.asked_by(MAREN), number)
    told = [each.kind for each in app.store.audit_of("P-1")]
    assert told[-2:] == [AuditKind.DISPUTED, AuditKind.ANSWERED]


def test_the_same_rows_make_no_erratum() -> None:
    app = small_office()
    published(app)
    number = disputed(app)
    with pytest.raises(Refused, match="still what was published"):
        say_corrected(app.asked_by(MAREN), number)
    assert notice_corrections(app) == ()
    assert app.store.dispute(number).state is DisputeState.OPEN


def test_a_correction_is_noticed_and_its_erratum_is_posted_once() -> None:
    shelf = Shelf()
    app = sample_office(shelf)
    published(app)
    number = disputed(app)
    correct(app)
    assert notice_corrections(app) == (number,)
    assert notice_corrections(app) == ()
    (erratum,) = [
        each for each in list_waiting(app.asked_by(MAREN)) if "was wrong" in each.words.text
    ]
    words = {slot: fact.value for slot, fact in erratum.words.facts.items()}
    assert (words["said"], words["now"], words["publication"]) == ("10 days", "6 days", "B-1")
    assert "decided-here" in str(words["rows1"])
    assert sum(map(len, shelf.texts.values())) == 1
    approve(Assessment(app.asked_by(MAREN)), erratum.id)
    sent(app)
    assert [len(texts) for texts in shelf.texts.values()] == [1, 1]
    whole = find_published(app.asked_by(INGRID), "B-1")
    assert whole.corrected_by == (erratum.id.replace("P", "B"),)
    assert any("10 days" in each.text for each in whole.said)
    assert any("6 days" in each.text for each in whole.now)
    assert find_published(app.asked_by(INGRID), whole.corrected_by[0]).corrects == "B-1"


def test_whoever_says_that_it_is_corrected_does_not_approve_the_erratum() -> None:
    app = small_office()
    published(app)
    number = disputed(app)
    correct(app)
    say_corrected(app.asked_by(MAREN), number)
    (erratum,) = app.store.errata_of("B-1")
    with pytest.raises(Refused, match="You wrote"):
        approve(Assessment(app.asked_by(MAREN)), erratum.proposal)
    approve(Assessment(app.asked_by(INGRID)), erratum.proposal)


def test_a_later_reading_counts_only_where_the_owner_says_so() -> None:
    app = small_office()
    published(app)
    number = disputed(app)
    import_later(app)
    assert notice_corrections(app) == ()
    say_corrected(app.asked_by(MAREN), number)
    (erratum,) = app.store.errata_of("B-1")
    effect = app.store.proposal(erratum.proposal).effect
    assert (effect.said, effect.now) == ("10 days", "6 days")


def import_later(app: App) -> None:
    """Read the decisions again a week later, one of them with another day."""
    from datetime import date, timedelta

    from assistant.portfolio.batch import Batch
    from assistant.portfolio.frames import to_frame
    from assistant.portfolio.organisation import Organisation
    from assistant.usecases.view import view

    full = view(app).full
    day = full.as_of + timedelta(days=7)
    rows = [
        each.model_copy(update={"due": date(2026, 11, 10)}) if each.key == "D-5" else each
        for each in full.all(Decision)
    ]
    today = full.organisation.model_copy(update={"today": day})
    frames = {
        Decision: to_frame(Decision, rows, file="decisions.csv", as_of=day),
        Organisation: to_frame(Organisation, [today], file="organisation.csv", as_of=day),
    }
    source = app.store.imports()[-1].source
    batch = Batch(source, "later", day, complete=False, frames=frames)
    app.store.import_batch(batch, app.clock.now(), Silent())


def test_all_who_got_the_figure_get_the_erratum() -> None:
    app = small_office()
    published(app, to="here")
    published(app, to="there")
    disputed(app)
    disputed(app, publication="B-2")
    correct(app)
    assert len(notice_corrections(app)) == 2
    assert [len(app.store.errata_of(each)) for each in ("B-1", "B-2")] == [1, 1]


def test_an_erratum_that_is_outdated_is_not_approved() -> None:
    app = small_office()
    published(app)
    disputed(app)
    correct(app)
    notice_corrections(app)
    (erratum,) = app.store.errata_of("B-1")
    correct(app, "2026-11-12")
    with pytest.raises(Refused, match="another one than"):
        approve(Assessment(app.asked_by(MAREN)), erratum.proposal)


def test_a_reason_is_neither_empty_nor_a_book() -> None:
    app = small_office()
    published(app)
    address = late_sentence(app, "B-1")
    for why in (" ", "x" * 501):
        with pytest.raises(BadInput, match=r"says why|letters"):
            dispute_figure(app.asked_by(MAREN), address, why, "days overdue")


def test_what_was_turned_down_can_be_disputed_again() -> None:
    app = small_office()
    published(app)
    number = disputed(app)
    correct(app)
    notice_corrections(app)
    (first,) = app.store.errata_of("B-1")
    reject(app.asked_by(MAREN), first.proposal, RejectReason.NOT_NOW)
    again = disputed(app)
    assert again != number
    say_corrected(app.asked_by(MAREN), again)
    states = [app.store.proposal(each.proposal).state for each in app.store.errata_of("B-1")]
    assert states == [ProposalState.REJECTED, ProposalState.PENDING]


def test_however_it_crashes_there_is_one_erratum() -> None:
    app = small_office()
    published(app)
    disputed(app)
    correct(app)
    kept = app.store
    for seed in range(12):
        store = deepcopy(kept)
        chance = random.Random(seed)
        crashing = app_with(app, CrashingStore(store, chance, crashes=4))
        for _ in range(8):
            try:
                notice_corrections(crashing)
            except Crash:
                continue
        assert len(store.errata_of("B-1")) == 1, seed
        assert store.dispute("Q-1").state is DisputeState.CORRECTED, seed


def app_with(app: App, store: object) -> App:
    from dataclasses import replace

    return replace(app, store=store)  # type: ignore[arg-type]  # a store that dies now and then
