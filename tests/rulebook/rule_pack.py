"""A pack of rules of one's own, small and right; tests spoil one line of it and look at what is said."""

from __future__ import annotations

from pathlib import Path

PROVISIONS = """\
aspect: X1
subject_area: bank
title: {en: Bank, zh_hant: 銀行, zh_hans: 银行}
provisions:
  - id: X1.1
    kind: kpi
    title: {en: Loans, zh_hant: 貸款, zh_hans: 贷款}
    why: {en: Lenders ask., zh_hant: 貸款人查詢。, zh_hans: 贷款人查询。}
    fix: {en: Say it., zh_hant: 請說明。, zh_hans: 请说明。}
    certainty: official
    source: the bank's own list
    wording:
      - green loans
    elements:
      - id: X1.1.sum
        type: quantity
        required: always
        label: {en: Sum, zh_hant: 總額, zh_hans: 总额}
"""
EDITION = """\
edition: e2022
provisions:
  X1.1:
    obligation: voluntary
    elements:
      - X1.1.sum
"""
EVIDENCE = """\
X1.1.sum:
  - about: [green loan, $loans]
    unit: money
"""
LEXICON = """\
groups:
  loans: [loan, 貸款]
units:
  money: [HK$, 港元]
dimensions: {}
"""
CASES = """\
X1.1:
  - {name: hit, text: Green loans of HK$ 5 million., want: disclosed}
  - {name: miss, text: Nothing., want: missing}
  - {name: explained, text: We lend nothing., want: not_applicable, reasoned: true}
"""
FILES = {
    "provisions/X1.yaml": PROVISIONS,
    "editions/e2022.yaml": EDITION,
    "evidence/X1.yaml": EVIDENCE,
    "cases/X1.yaml": CASES,
    "lexicon.yaml": LEXICON,
}


def write_pack(folder: Path, **changed: str) -> Path:
    """The pack in `folder`/pack; a keyword such as `evidence` gives another text for that file."""
    for name, text in FILES.items():
        kind = name.removesuffix(".yaml").split("/")[0]
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(kind, text), encoding="utf-8")
    return folder / "pack"
