"""Words that may begin a sentence with a capital without being anybody's name."""

from __future__ import annotations

from assistant.briefing.claims.lexicon import stem

_COMMON_WORDS = """
    a about according across act actually add adding after agree all along also although always
    an and another any anyone apart approve are arrange as ask at away background based be
    because before behind being below beside besides both but by can change changes come
    compare compared consider costs could currently data date days decide decision decisions
    defer delay delivery depending despite did do does done drop during each earlier early
    either else end even eventually every everything except expected few figures finally find
    finish first following for forecast former found free from further generally get give given
    go going good had half has have having he help hence her here his how however i if in
    including indeed instead into is it its items just keep know last late later latest least
    left less let like likely look many may meanwhile might missing more most move moving much
    must name named nearly need needs neither never next nevertheless no nobody none nor not
    note nothing now of off often on once one only open or order other others otherwise our out
    over overall owner owners part people per perhaps plan planned please progress project
    projects promised put rather really regarding remaining report reported review risk risks
    running same say see seen several she should show since so some someone somebody soon start
    started starting status still stop such take team teams tell than that the their them then
    there therefore these they things this those though through thus time to today together
    tomorrow too total toward two under unless until up upon us use very wait waiting was watch
    we week weeks well were what whatever when whenever where whereas whether which while who
    whoever whole why will with within without work working would write yes yesterday yet you
    your according additionally alas although altogether anyway apparently average best better
    big budget capacity certainly clearly cost critical dear delivered dependencies dependency
    development effort efforts estimate everyone fact far fine full furthermore goal hello hi
    high hint important impact in-flight information interestingly job key lead leadership link
    links list low main major management maybe measured mid milestone milestones minor moreover
    morning naturally neutral new nice number numbers obviously old ones original originally
    our outcome page payment people's person piece place pm points position possible possibly
    previously priority probably problem process program programme programs quarter question
    questions recent recently reason release releases remember reminder result results room row
    rows schedule scope second seemingly should simply situation size so-called sorry spending
    sponsor stakeholders step summary surely sure task tasks thank thanks think third three tip
    truly typically unfortunately unlike update updates usually value vendor vendors view
    weekly worth wow year years cutover go-live board customer change sorting portfolio method
    went gone turned became become remains remain stands stand sits got total pmo nothing's here's it's that's there's what's who's let's we're they're i'm
"""
COMMON = frozenset(_COMMON_WORDS.split())

OPENERS = frozenset(map(stem, ("please", "note", "also", "meanwhile", "overall", "currently")))
"""Words that open a sentence and add nothing to it."""

COMMON_STEMS = frozenset(map(stem, COMMON))
"""What their forms share."""
