"""Whether a page can be read: what its text, its images and its letters say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

IMAGE_ONLY, NONSENSE, TOO_FEW = "image-only", "nonsense", "too-few-glyphs"

_COMMON_HANZI = frozenset(
    "的一是不在有為为及和與与之以人年月日於于大中上下個个本公司集團团股份限份會会報报告環环境社管治資资源"
    "能排放廢废物水電电用量總总計计業业務务員员工作理事董行發发展持續续風风險险安全健康產产品供應应商"
    "我們们將将可對对或等其他所使並并按關关規规法律重要要求方面提供政策措施目標标披露不適适度合成部分"
    "內内外性別别男女職职培訓训時时數数百二三四五六七八九十零至此已無无到多進进現现經经營营同政主地區区"
)
_CID = re.compile(r"\(cid:\d+\)")
_WORD = re.compile(r"[A-Za-z]{2,}")
_COMMON_WORDS = frozenset(["the", "of", "and", "to", "in", "for", "is", "on", "by", "with", "our", "we", "are", "as"])


def page_problem(text: str, image_share: float) -> str:
    """Why a page with this text cannot be read, empty if it can; `image_share` (0 to 1) of it is one image."""
    marks = Counter(text)
    for space in " \n\t\u3000":
        marks.pop(space, None)
    if not marks:
        return IMAGE_ONLY if image_share >= 0.5 else ""
    return NONSENSE if _is_nonsense(text, marks) else ""


def _is_nonsense(text: str, marks: Counter[str]) -> bool:
    count = marks.total()
    if count < 20:
        return False
    if "(cid:" in text and sum(map(len, _CID.findall(text))) > 0.2 * count:
        return True
    lost = sum(number for mark, number in marks.items() if _is_lost(mark))
    if lost > 0.25 * count:
        return True
    kinds = _letters(marks)
    letters = kinds.total()
    if letters < 20:
        return False
    if kinds["other"] > 0.4 * letters:
        return True
    if kinds["hanzi"] >= 100 and kinds["hanzi"] > 0.5 * letters:
        known = sum(number for mark, number in marks.items() if mark in _COMMON_HANZI)
        return known < 0.08 * kinds["hanzi"]
    return kinds["latin"] > 0.7 * letters and _is_foreign_latin(text, marks)


def _is_lost(mark: str) -> bool:
    return mark == "\ufffd" or unicodedata.category(mark) in ("Co", "Cn", "Cc", "Cs")


def _letters(marks: Counter[str]) -> Counter[str]:
    """How many letters of each kind: Latin, Hanzi (with kana and Bopomofo), or of other scripts."""
    kinds: Counter[str] = Counter()
    for mark, number in marks.items():
        if not mark.isalpha():
            continue
        if mark < "\u0250" or "\uff21" <= mark <= "\uff5a" or "\ufb00" <= mark <= "\ufb06":
            kinds["latin"] += number
        elif "\u2e80" <= mark <= "\u9fff" or "\uf900" <= mark <= "\ufaff" or mark >= "\U00020000":
            kinds["hanzi"] += number
        else:
            kinds["other"] += number
    return kinds


def _is_foreign_latin(text: str, marks: Counter[str]) -> bool:
    """Whether Latin letters make no language: hardly a vowel or far too many, and no common word."""
    letters = sum(number for mark, number in marks.items() if mark.isascii() and mark.isalpha())
    vowels = sum(marks[vowel] for vowel in "aeiouyAEIOUY")
    if 0.25 * letters <= vowels <= 0.6 * letters:
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) >= 40 and sum(word in _COMMON_WORDS for word in words) < 0.02 * len(words)
