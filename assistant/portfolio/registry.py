"""All nouns, in the order in which files, sheets and tables are listed."""

from __future__ import annotations

from assistant.portfolio.control import (
    Benefit,
    BudgetLine,
    ChangeRequest,
    Decision,
    RaidEntry,
)
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Freeze, Holiday, Organisation, Theme
from assistant.portfolio.people import (
    Assignment,
    Availability,
    Contractor,
    Person,
    Reserve,
    Team,
)
from assistant.portfolio.project import (
    Gate,
    Milestone,
    Program,
    Project,
    StatusUpdate,
    Vendor,
)
from assistant.portfolio.work import (
    AgreedRank,
    Dependency,
    Pin,
    Request,
    ValueInput,
    WorkItem,
)

NOUNS: tuple[type[Noun], ...] = (
    Organisation,
    Theme,
    Holiday,
    Freeze,
    Vendor,
    Program,
    Team,
    Person,
    Availability,
    Reserve,
    Contractor,
    Project,
    Gate,
    Milestone,
    StatusUpdate,
    Request,
    WorkItem,
    ValueInput,
    Dependency,
    Pin,
    AgreedRank,
    Assignment,
    RaidEntry,
    BudgetLine,
    Benefit,
    ChangeRequest,
    Decision,
)

BY_TABLE: dict[str, type[Noun]] = {noun.table: noun for noun in NOUNS}
