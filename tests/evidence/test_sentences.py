"""The body cut into sentences and table rows, with the way back to the lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpicheck.evidence.sentences import Sentence, body_sentences
from kpicheck.language.fold import close_up, fold, squash
from small_reports import read


def sentences(text: str) -> list[Sentence]:
    return body_sentences(read(text))


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_lines_of_a_sentence_are_joined() -> None:
    assert texts("Our three hotels replaced every lamp in the\nlobbies with a lamp that needs less power.") == [
        "Our three hotels replaced every lamp in the lobbies with a lamp that needs less power."
    ]
    assert texts("我們的三間海港酒店於年內更換了大堂的所有\n燈具，以減少用電。") == [
        "我們的三間海港酒店於年內更換了大堂的所有燈具，以減少用電。"
    ]


def test_a_blank_line_inside_a_sentence_is_bridged() -> None:
    assert len(texts("Our three hotels replaced every lamp in the lobbies,\n\nand the pool is heated by the sun.")) == 1


def test_a_paragraph_is_cut_at_its_stops() -> None:
    assert texts("酒店全年開放。廚房晚上十時關門；花園清晨五時開放！") == [
        "酒店全年開放。",
        "廚房晚上十時關門；",
        "花園清晨五時開放！",
    ]
    assert texts("The pool opens at six. It closes at ten.") == ["The pool opens at six.", "It closes at ten."]


def test_figures_do_not_cut_sentences() -> None:
    assert texts("We used 12.5 tonnes of paper, i.e. 3.1 kg per guest night in each house.") == [
        "We used 12.5 tonnes of paper, i.e. 3.1 kg per guest night in each house."
    ]


def test_short_lines_are_labels_and_head_the_rows_below() -> None:
    found = sentences("Water use\nCubic metres\nHarbour house\t1,200\nGarden house\t340")
    rows = [sentence for sentence in found if sentence.row]
    assert [row.text.split()[0] for row in rows] == ["Harbour", "Garden"]
    assert [found[n].text for n in rows[1].context] == ["Water use", "Cubic metres"]


def test_a_heading_above_much_prose_does_not_head_the_rows_of_the_next_part() -> None:
    prose = "\n".join(
        f"The desk of house {n} answers each guest in person, and writes down what was said." for n in range(8)
    )
    found = sentences(f"Guest complaints\n{prose}\nFire drills\nHarbour house\t12\nGarden house\t34")
    assert [found[n].text for n in found[-1].context] == ["Fire drills"]


def test_a_line_of_a_paragraph_with_figures_is_no_row() -> None:
    lines = "我們按程序主動收回一款外套1,120件，佔本年\n度售出產品約0.03%（全年售出352萬件），並未接\n獲受傷報告。"
    assert [(sentence.row, sentence.text[-6:]) for sentence in sentences(lines)] == [(False, "獲受傷報告。")]


def test_a_line_of_prose_that_ends_with_a_figure_is_no_row() -> None:
    first = "In the year, 61,840 cubic metres of water were used by all, equal to about 5,153"
    lines = f"{first}\ncubic metres per house with a meter of its own."
    assert [sentence.row for sentence in sentences(lines)] == [False]


def test_bullets_start_anew() -> None:
    assert texts("In the year under review the three hotels did these things\n• changed the lamps\n• mended the taps")[
        1:
    ] == [
        "• changed the lamps",
        "• mended the taps",
    ]


def test_indexes_left_out_are_no_sentences() -> None:
    report = read("First line stands alone.\nSecond line goes away.\nThird line stays here.")
    assert [s.text for s in body_sentences(report, (range(2, 3),))] == [
        "First line stands alone.",
        "Third line stays here.",
    ]


def test_running_headers_are_said_once_at_most() -> None:
    pages = [
        f"Harbour Lights Hotels Limited\nThe guests of house {name} sleep well.\n{n}"
        for n, name in enumerate(["ann", "bea", "cid", "dot", "eve"], 1)
    ]
    assert texts("\f".join(pages)).count("Harbour Lights Hotels Limited") <= 1


@given(
    st.lists(
        st.sampled_from(
            ["Water 12 m3", "酒店全年開放。", "garden", "The pool opens, and", "it closes at ten.", "", "女性\t12\t14"]
        ),
        max_size=12,
    )
)
def test_nothing_is_lost_and_every_sentence_knows_its_lines(lines: list[str]) -> None:
    report = read("\n".join(["Start of the page.", *lines]))
    found = body_sentences(report)
    whole = squash("".join(close_up(line.text) for line in report.lines() if not line.furniture))
    assert squash("".join(sentence.text for sentence in found)) == whole
    assert [sentence.number for sentence in found] == list(range(len(found)))
    printed = {line.number: squash(line.text) for line in report.lines()}
    for sentence in found:
        assert sentence.folded == fold(sentence.text)
        assert squash(sentence.text)[:4] in "".join(printed[n] for n in range(sentence.line, sentence.last_line + 1))
        assert sentence.line <= sentence.last_line
