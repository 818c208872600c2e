"""Small reports written for the tests: chapters, a body, a content index in several printed forms.

Descriptions of provisions are put together from the fragments in the rules, so that they stand for what an index
prints without repeating the Code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from kpicheck.check import Options, assess
from kpicheck.index.read import read_index
from kpicheck.language.detect import detect_language
from kpicheck.model import Assessment, ContentIndex, Finding, IndexRow, Report
from kpicheck.readers import read_bytes
from kpicheck.rulebook import RuleBook, load_rulebook

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
SEEDS = Path(__file__).parents[1] / "seeds"
SHARED = Path(__file__).parents[2] / "shared"

INDEX_TITLE = {
    "en": "HKEX ESG Reporting Guide Content Index",
    "zh-Hant": "聯交所《環境、社會及管治報告指引》索引",
    "zh-Hans": "联交所《环境、社会及管治报告指引》索引",
}
HEADER = {
    "en": ("KPI", "Description", "Section"),
    "zh-Hant": ("關鍵績效指標", "描述", "章節"),
    "zh-Hans": ("关键绩效指标", "描述", "章节"),
}
CHAPTERS = {
    "en": (
        "Clean Air and Quiet Nights", "Every Drop Counts", "People of the Harbour", "Safe Hands", "Learning Together",
        "Fair Partners", "Good Neighbours", "Trusted by Guests", "Honest Trade", "Figures at a Glance",
    ),
    "zh-Hant": (
        "藍天守護", "點滴珍惜", "海港夥伴", "平安之手", "共同學習", "公平夥伴",
        "和睦鄰里", "賓客信賴", "誠實經營", "數據一覽",
    ),
    "zh-Hans": (
        "蓝天守护", "点滴珍惜", "海港伙伴", "平安之手", "共同学习", "公平伙伴",
        "和睦邻里", "宾客信赖", "诚实经营", "数据一览",
    ),
}  # fmt: skip
PROSE = {
    "en": "Our three harbour hotels keep their doors open all year, and the kitchens close at ten every evening.",
    "zh-Hant": "我們的三間海港酒店全年開放，廚房每晚十時關門，花園則由附近的園丁打理。",
    "zh-Hans": "我们的三间海港酒店全年开放，厨房每晚十时关门，花园则由附近的园丁打理。",
}
NOT_APPLICABLE = {"en": "Not applicable", "zh-Hant": "不適用", "zh-Hans": "不适用"}
DISCLOSED = {"en": "Disclosed", "zh-Hant": "已披露", "zh-Hans": "已披露"}
GENERAL = {"en": "General Disclosure", "zh-Hant": "一般披露", "zh-Hans": "一般披露"}
EDITION = "e2022"


@cache
def book() -> RuleBook:
    return load_rulebook()


@cache
def simplified() -> dict[int, str]:
    import kpicheck.language as language

    pairs = (Path(language.__path__[0]) / "simplified.txt").read_text(encoding="utf-8").replace("\n", "")
    return {ord(old): new for old, new in zip(pairs[::2], pairs[1::2], strict=True)}


@cache
def description(provision: str, lang: str) -> str:
    """A description of `provision` as an index might print it: a fragment or two of the rules."""
    found = next(p for e in book().editions.values() for p in e.provisions if p.id == provision)
    fragments = [w for w in found.wording if w.isascii() == (lang == "en")]
    if lang == "en":
        return " ".join(fragments[:2]) or found.title.en
    text = "".join(fragments[:2]) or found.title.zh_hant
    return text.translate(simplified()) if lang == "zh-Hans" else text


def kpis(edition: str = EDITION, aspects: Sequence[str] = ()) -> list[str]:
    """The KPIs and general disclosures of an edition, in order; those of `aspects` only, where given."""
    wanted = [p.id for p in book().edition(edition).provisions if not p.id.startswith(("MDR", "D"))]
    return [pid for pid in wanted if not aspects or pid.split(".")[0] in aspects]


def aspect_name(aspect: str, lang: str) -> str:
    return dict(book().edition(EDITION).aspects)[aspect].say(lang)


def chapters(lang: str = "en", text: str | None = None) -> str:
    """The body: every chapter with its title on a line of its own and a paragraph below."""
    return "\n\n".join(f"{title}\n\n{text or PROSE[lang]}\n{text or PROSE[lang]}" for title in CHAPTERS[lang])


def index_page(rows: Iterable[str], lang: str = "en", title: str | None = None) -> str:
    return "\n".join([INDEX_TITLE[lang] if title is None else title, *rows])


def tabbed(rows: Iterable[tuple[str, str]], lang: str = "en") -> list[str]:
    """Rows of (provision, answer) as tab-separated lines with aspect lines above the general disclosures."""
    lines = ["\t".join(HEADER[lang])]
    for provision, answer in rows:
        aspect, _, tail = provision.partition(".")
        if tail == "GD":
            lines.append(f"{aspect} {aspect_name(aspect, lang)}\t\t")
            lines.append(f"{GENERAL[lang]}\t{description(provision, lang)}\t{answer}")
        else:
            lines.append(f"{provision}\t{description(provision, lang)}\t{answer}")
    return lines


def read(text: str, name: str = "sample.txt") -> Report:
    report = read_bytes(text.encode(), name)
    assert report.language == detect_language(text) or report.language
    return report


def index_of(text: str, name: str = "sample.txt") -> ContentIndex:
    return read_index(read(text, name), book()).index


def row_of(text: str, provision: str, name: str = "sample.txt") -> IndexRow:
    index = index_of(text, name)
    row = index.row(provision)
    assert row is not None, f"no row for {provision}: {[r.provision for r in index.rows]}"
    return row


def refs(row: IndexRow | None) -> list[str]:
    return [reference.text for reference in row.references] if row else []


def check(text: str, options: Options | None = None, name: str = "sample.txt") -> Assessment:
    return assess(read(text, name), book(), options or Options())


def finding(assessment: Assessment, provision: str) -> Finding:
    return next(f for f in assessment.findings if f.provision.id == provision)
