"""A portfolio whose secret is tied to everything else, as a folder of one week or the next.

What must not show begins with ZQ, in any case, or is a number that stands nowhere else. Every
visible thing here is called Open, and every reference from the open to the secret is one that
people make by accident: an item that waits for it, a milestone that needs it, a shared decision.
"""

from __future__ import annotations

import re
from pathlib import Path

DAYS = ("2026-11-09", "2026-11-16")
NUMBERS = [7317, 9937, 9942, 7131719, 7717171, 9303939, 9353939, 7019313, 7519313]
NUMBERS += [1331337, 1113731, 7919191, 77713]
SECRET = re.compile(
    "zq|" + "|".join(rf"(?<![0-9a-f]){each}(?![0-9a-f])|{each:,}" for each in NUMBERS),
    re.IGNORECASE,
)
"""A number within a longer word is part of an id, which is a hash."""

OPEN_ITEMS = ("OP-1", "OP-2", "OP-3", "OP-4", "OP-5")

_TABLES = {
    "organisation": """key,name,currency,time_zone,today
o,Org,EUR,Europe/Berlin,2026-11-16""",
    "programs": """key,name,lead
G1,Open program,ann""",
    "vendors": """key,name
V1,Open vendor
V2,Zqvendor""",
    "people": """key,name,email,team,skills
ann,Ann One,ann@x.example,T1,backend
bob,Bob Two,bob@x.example,T1,backend; data
zed,Zed Three,zed@x.example,T1,backend""",
    "teams": """key,name,lead,program,change_work_percent
T1,Team one,ann,G1,80""",
    "projects": """key,name,aliases,program,sponsor,owner,stage,systems,vendor,end,baseline_end,scope_baseline,scope_current,reported_rag,running_cost,confidential,visible_to
OPEN,Open one,,G1,ann,bob,build,SYS-1,V1,2027-02-01,2027-01-01,10,12,green,90000 EUR,no,
OTHER,Open two,,G1,ann,bob,build,SYS-2,V1,2027-02-01,2027-01-01,10,12,green,80000 EUR,no,
ZQSEC,Zqsecret,zqalias,G1,zed,zed,build,SYS-1; ZQSYS,V2,2027-0{number}-11,2027-01-03,7317,{scope},green,7{five}19313 EUR,{confidential},zed""",
    "milestones": """key,project,name,baseline,forecast,committed,committed_to,penalty,penalty_per,mandatory,is_release,needs_person,needs_item
M-OPEN,OPEN,Open live,2026-12-01,2026-12-1{number},2026-12-01,someone,1000 EUR,month,yes,yes,bob,ZQ-2
M-ZQ,ZQSEC,Zqlive,2026-12-03,2026-12-2{number},2026-12-03,zqparty,7131719 EUR,month,yes,yes,zqperson,ZQ-3""",
    "work_items": """key,name,project,category,owner,team,parent,estimate,created,started,due,mandatory,release,systems
OP-1,Open one,OPEN,to do,bob,T1,,backend 5d,2026-01-05,,2026-11-2{number},no,M-ZQ,SYS-1
OP-2,Open two,OPEN,to do,bob,T1,ZQ-1,data 4d,2026-01-05,,2026-11-01,no,,
OP-3,Open three,OPEN,in progress,ann,T1,,backend 9d,2026-01-05,2026-06-01,2026-12-11,no,,
OP-4,Open four,OPEN,to do,ann,T1,,,2026-01-05,,2026-12-11,no,,
OP-5,Open five,OTHER,to do,ann,T1,,backend 30d,2026-01-05,,2026-12-11,no,,
LOOSE-1,Zqchild,,to do,bob,T1,ZQ-1,zqloose 7d,2026-01-05,,2026-11-02,no,,
LOOSE-2,Zqgrandchild,,to do,bob,T1,LOOSE-1,,2026-01-05,,2026-11-02,no,,
LOOSE-3,Zqreleased,,to do,bob,T1,,,2026-01-05,,2026-11-02,no,M-ZQ,
ZQ-1,Zqone,ZQSEC,to do,zqowner,T1,,zqskill 37d,2026-01-05,,2026-11-0{number},no,M-ZQ,ZQSYS
ZQ-2,Zqtwo,ZQSEC,to do,bob,T1,OP-1,backend 41d,2026-01-05,,2026-11-03,yes,M-ZQ,
ZQ-3,Zqthree,ZQSEC,in progress,bob,ZQTEAM,,data 43d,2026-01-05,2026-02-02,2026-11-04,no,,
ZQ-4,Zqfour,ZQSEC,to do,,T1,,,2026-01-05,,2026-11-04,no,,
ZQ-5,Zqbad,ZQSEC,to do,,T1,,zqodd -3d,2026-01-05,,2026-99-04,no,,""",
    "value_inputs": """item,factor,value,owner,stated_on,evidence
OP-1,business value,2,bob,2026-09-01,said
OP-2,business value,{number},bob,2026-09-01,said
OP-3,business value,4,bob,2026-09-01,said
OP-5,business value,3,bob,2026-09-01,said
ZQ-1,business value,5,bob,2026-09-01,zqevidence
ZQ-2,business value,{number},bob,2026-09-01,zqevidence
LOOSE-1,business value,4,bob,2026-09-01,zqevidence""",
    "dependencies": """predecessor,successor,kind,lag_days,soft,reason
ZQ-2,OP-1,finish-start,0,no,zqreason
OP-2,ZQ-1,finish-start,3,no,zqreason
ZQ-1,OP-4,finish-start,0,no,
OP-4,OP-5,finish-start,0,no,
OP-5,ZQ-4,finish-start,0,no,
ZQ-4,OP-2,finish-start,0,yes,zqsoft""",
    "pins": """item,place,not_after,pinned_by,reason,until
ZQ-2,1,,zed,zqpin,2026-12-30
OP-2,1,,ann,open pin,2026-12-30
ZQ-4,,2026-11-20,zed,zqpin,""",
    "agreed_order": """item,place,agreed_on,agreed_by
ZQ-1,1,2026-11-02,zed
OP-3,2,2026-11-02,ann""",
    "assignments": """key,project,item,person,team,skill,start,end,effort,percent,claimed_by
A-1,OPEN,OP-1,bob,,backend,2026-11-16,2026-11-27,8d,,bob
ZQA-2,ZQSEC,ZQ-2,bob,,backend,2026-11-16,2026-11-27,7d,,zed
ZQA-3,ZQSEC,ZQ-1,zqperson,,zqskill,2026-11-16,2026-11-27,19d,,zqclaimer
ZQA-4,ZQSEC,,,T1,,2026-11-16,2026-12-18,,90,zed
ZQA-5,ZQSEC,,,ZQTEAM,,2026-11-16,2026-12-18,,90,zed
ZQA-6,,ZQ-1,ann,,backend,2026-11-16,2026-12-18,17d,,zed
ZQA-7,OPEN,ZQ-1,ann,,backend,2026-11-16,2026-12-18,17d,,zed""",
    "raid": """key,kind,name,project,rating,owner,raised_on,state
R-1,risk,Open risk,OPEN,red,bob,2026-09-01,open
ZQR,risk,Zqrisk,ZQSEC,red,zqowner,2026-0{number}-01,open""",
    "budgets": """key,project,kind,name,baseline,forecast,planned_value,earned_value,actual_cost,vendor
B1,OPEN,budget,Open budget,100000 EUR,150000 EUR,50000 EUR,40000 EUR,60000 EUR,V1
ZQB,ZQSEC,budget,Zqbudget,7717171 EUR,93{five}3939 EUR,1331337 EUR,1113731 EUR,1113731 EUR,V2""",
    "benefits": """key,project,name,owner,per_year,expected_per_year,due
ZQBN,ZQSEC,Zqbenefit,,7919191 EUR,7919191 EUR,2027-12-31""",
    "change_requests": """key,project,name,raised_on,state,effort,cost
ZQC,ZQSEC,Zqchange,2026-11-0{number},approved,6d,77713 EUR""",
    "requests": """key,name,state,requester,submitted,project,merged_into
RQ1,Open ask,merged,ann,2026-08-03,OPEN,ZQ-1
ZQQ,Zqrequest,submitted,zed,2026-11-0{number},ZQSEC,""",
    "gates": """project,stage,artefact,decision,decided_on,approver
OPEN,approval,Business case,approved,2026-01-12,ann
ZQSEC,design,Zqdesign,rejected,2026-01-12,zed""",
    "decisions": """key,name,kind,state,projects,items,asked_on,decider,due,options,cost_of_waiting,facts
D-1,Zqboth,decision,open,OPEN; ZQSEC,OP-1,2026-10-12,ann,2026-11-10,zqa; zqb,77713 EUR,zqfact
D-2,Zqitems,decision,open,OPEN,OP-1; ZQ-2,2026-10-12,ann,2026-11-10,zqa; zqb,77713 EUR,zqfact
D-3,Open decision,decision,open,OPEN,OP-1,2026-10-12,ann,2026-11-10,Yes; No,7000 EUR,fact""",
    "status_updates": """project,day,author,rag,text
OPEN,{day},Bob Two,green,Fine
ZQSEC,2026-10-0{number},Zqauthor,red,Zqtext""",
}


def write_week(root: Path, week: int, *, confidential: bool) -> Path:
    """Write the folder of week 0 or 1 and return it; almost every figure moves between them."""
    folder = root / f"week{week}" / "plan"
    folder.mkdir(parents=True)
    cells = {
        "number": str(week + 2),
        "five": str(5 * week),
        "scope": str(9937 + 5 * week),
        "confidential": "yes" if confidential else "no",
        "day": DAYS[week],
    }
    for table, text in _TABLES.items():
        (folder / f"{table}.csv").write_text(text.format(**cells) + "\n", encoding="utf-8")
    return folder
