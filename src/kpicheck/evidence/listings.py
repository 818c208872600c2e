"""Lists that state nothing: contents pages, numbered topics of a materiality matrix, channels of communication."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from kpicheck.language.fold import fold
from kpicheck.model import Line

_FEWEST = 4  # lines whose numbers count up by one
# Numbered topics side by side ('5. Waste  15. Advertising', '7 Fair pay for all 8 Complaint handling').
_SIDE_BY_SIDE = re.compile(r"(?:^|\s)\d{1,2}[.、]\s*[^\d\s][^\d]{1,40}\s\d{1,2}[.、]\s*[^\d\s]")
_TOPIC = re.compile(r"(?:^|\s)(\d{1,2})\s(?=[^\W\d])")
_ALL_TOPICS = re.compile(r"(?:(?:^|\s)\d{1,2}\s[^\W\d]\D{3,60}(?=\s\d|$)){2,}$")
_NUMBER_LAST = re.compile(r"^[^\W\d]\D{1,50}\s(\d{1,2})$")
# A topic with its number and its subject area: '9 Supply chain management  Social'.
_CLASSED = re.compile(
    r"^(?:\S*重要\S*\s+)?\d{1,2}[.、\s]\s*[^\d\s][^\d]{1,40}\s(?:环境|社会|(?:公司|企业)?(?:管治|治理)|经济|社会责任|environment\w*|social|governance|economic)$"
)
_ENUMERATED = re.compile(r"、|;|；|,\s")
_FEWEST_LISTED = 3
_TOPICS = re.compile(
    r"(?:高|中|低|较|一般|非常|最)(?:度|为)?重要(?!性)|重要(?:性)?议题|(?:电话|热线|会议|问卷|座谈|拜访|展销会|展览|微信|网站|年报)[、,]"
    r"|\b(?:hotline|meetings?|surveys?|visits|interviews|roadshows?|website|e-?mails?)\s?[,;]"
)

_LEVEL = re.compile(
    r"(?:高|中|低|较|一般|非常|最)(?:度|为)?重要(?!性)"
    r"|\b(?:high|medium|moderate|low)(?:ly|er|est)?[ -](?:importan\w+|material\w*|priority)"
)
_LONGEST_HEAD = 90


def is_listing(folded: str) -> bool:
    """Topics or channels one after the other, without a stop: a list of material issues or of stakeholders."""
    if folded.rstrip(")）」』\"'")[-1:] in "。.!！?？" or len(_ENUMERATED.findall(folded)) < _FEWEST_LISTED:
        return False
    return bool(_TOPICS.search(folded))


def topics_below(folded: Iterable[tuple[int, str]]) -> list[bool]:
    """For each sentence, given with its page, whether it stands in a table of topics by importance: below the heads
    'High | Medium | Low', down to the next text with a stop."""
    listed: list[bool] = []
    head = 0  # the page of an open table
    for page, text in folded:
        stopped = text.rstrip(")）」』\"'")[-1:] in "。.!！?？;；"
        levels = len({found[0] for found in _LEVEL.finditer(text)})
        head = page if levels >= 2 and not stopped and len(text) <= _LONGEST_HEAD else head if page == head else 0
        head = 0 if stopped else head
        listed.append(bool(head))
    return listed


def without_lists(lines: Iterable[Line]) -> list[Line]:
    """`lines` without numbered topics: side by side, or one below the other with numbers that count up by one."""
    kept: list[Line] = []
    counted: list[Line] = []  # the latest lines, as long as their numbers count up
    for line in lines:
        text = line.text.strip()
        if _SIDE_BY_SIDE.search(text) or _is_counted(text) or _CLASSED.match(fold(text)):
            continue
        if counted and _number(counted[-1].text) + 1 != _number(text):
            kept.extend(counted if len(counted) < _FEWEST else [])
            counted = []
        if _number(text) >= 0:
            counted.append(line)
        else:
            kept.append(line)
    return [*kept, *(counted if len(counted) < _FEWEST else [])]


def _number(text: str) -> int:
    found = _NUMBER_LAST.match(text.strip())
    return int(found[1]) if found else -1


def _is_counted(text: str) -> bool:
    """Whether the whole of `text` is topics whose numbers count up by one."""
    numbers = [int(found[1]) for found in _TOPIC.finditer(text)]
    return len(numbers) > 1 and _ALL_TOPICS.match(text) is not None and all(b == a + 1 for a, b in pairwise(numbers))
