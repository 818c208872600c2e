"""Assessments of fictional reports, made by hand so that the renderers are tested without the rest of the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpicheck.model import (
    Assessment,
    Claim,
    ContentIndex,
    Edition,
    Element,
    ElementFinding,
    Evidence,
    Finding,
    IndexRow,
    Issue,
    LocalText,
    Message,
    Obligation,
    Page,
    Profile,
    Provision,
    Reference,
    Report,
    Requirement,
    Severity,
    Value,
    Verdict,
)

HOSTILE = (
    "<script>alert(1)</script> {{ 7*7 }} | `code` [x](javascript:alert(1)) ![i](http://evil.example/a.png) "
    "\u202egnp.exe\u202c \x1b[31mred\x07 =cmd()\n# h"
)


def text(en: str, hant: str = "", hans: str = "") -> LocalText:
    return LocalText(en, hant or en, hans or en)


def element(name: str, label: LocalText, required: Requirement = Requirement.ALWAYS) -> Element:
    return Element(name, "quantity", required, label)


def provision(
    name: str, title: LocalText, elements: tuple[Element, ...], obligation: Obligation = Obligation.COMPLY_OR_EXPLAIN
) -> Provision:
    kind = "mandatory_paragraph" if name.startswith("MDR") else "general_disclosure" if "GD" in name else "kpi"
    return Provision(
        id=name,
        aspect=name.split(".")[0],
        kind=kind,
        obligation=obligation,
        title=title,
        elements=elements,
        why=text("Readers compare this figure between years.", "讀者會逐年比較這個數字。", "读者会逐年比较这个数字。"),
        fix=text(
            "Give the figure with its unit for both years.", "請列出兩年的數字和單位。", "请列出两年的数字和单位。"
        ),
        certainty="secondary",
    )


BOARD = element("MDR.13.board", text("Oversight by the board", "董事會的監督", "董事会的监督"))
REVIEW = element(
    "MDR.13.iii.review", text("Review of progress against goals, with their link to the business", "檢討目標進度")
)
SCOPE1 = element("A1.2.scope1", text("Scope 1 emissions in tonnes", "範圍一排放量（噸）", "范围一排放量（吨）"))
SCOPE2 = element("A1.2.scope2", text("Scope 2 emissions in tonnes", "範圍二排放量（噸）", "范围二排放量（吨）"))
INTENSITY = element("A1.2.intensity", text("Intensity", "密度"), Requirement.WHERE_APPROPRIATE)
TARGET = element("A1.5.target", text("An emission target", "排放目標", "排放目标"))
STEPS = element("A1.5.steps", text("Steps taken to reach it", "為達標所採取的步驟", "为达标所采取的步骤"))
RECALLS = element("B6.1.recalls", text("Share of products recalled for safety", "因安全理由回收的產品比例"))
COMPLAINTS = element("B6.2.number", text("Number of complaints", "投訴數目", "投诉数目"))
HANDLING = element("B6.2.handling", text("How complaints are handled", "如何處理投訴"), Requirement.EXPECTED)
PACKAGING = element("A2.5.total", text("Packaging used in tonnes", "包裝物料總量（噸）"), Requirement.IF_APPLICABLE)
TRAINING = element("B3.1.gender", text("Share trained by gender", "按性別的受訓比例", "按性别的受训比例"))
SUPPLIERS = element("B5.1.region", text("Suppliers by region", "按地區的供應商數目", "按地区的供应商数目"))

PROVISIONS = (
    provision("MDR.13", text("Board statement", "董事會聲明", "董事会声明"), (BOARD, REVIEW), Obligation.MANDATORY),
    provision("A1.2", text("Greenhouse gas emissions", "溫室氣體排放", "温室气体排放"), (SCOPE1, SCOPE2, INTENSITY)),
    provision("A1.5", text("Emission targets and steps", "排放目標及步驟", "排放目标及步骤"), (TARGET, STEPS)),
    provision("A2.5", text("Packaging material", "包裝物料", "包装物料"), (PACKAGING,)),
    provision("B3.1", text("Employees trained", "受訓僱員", "受训雇员"), (TRAINING,), Obligation.RECOMMENDED),
    provision("B5.1", text("Suppliers by region", "按地區的供應商", "按地区的供应商"), (SUPPLIERS,)),
    provision("B6.1", text("Product recalls", "產品回收", "产品回收"), (RECALLS,)),
    provision("B6.2", text("Complaints", "投訴", "投诉"), (COMPLAINTS, HANDLING)),
)

EDITION = Edition(
    id="e2022",
    label=text("2020 Guide, published with the annual report", "2020年版指引", "2020年版指引"),
    first=date(2022, 1, 1),
    before=date(2025, 1, 1),
    provisions=PROVISIONS,
    aspects=(
        ("MDR", text("Mandatory disclosure requirements", "強制披露規定", "强制披露规定")),
        ("A1", text("Emissions", "排放物", "排放物")),
        ("A2", text("Use of resources", "資源使用", "资源使用")),
        ("B3", text("Development and training", "發展及培訓", "发展及培训")),
        ("B5", text("Supply chain management", "供應鏈管理", "供应链管理")),
        ("B6", text("Product responsibility", "產品責任", "产品责任")),
    ),
)

REPORT = Report(
    path="reports/lantern-2024.pdf",
    sha256="ab" * 32,
    format="pdf",
    pages=tuple(
        Page(n, (), printed=str(n - 2) if n > 2 else "", problem="image-only" if n == 4 else "") for n in range(1, 13)
    ),
    notes=("One page holds only an image.",),
)
PROFILE = Profile(
    issuer="Lantern Property Services Limited",
    stock_code="99999",
    start=date(2024, 1, 1),
    end=date(2024, 12, 31),
    cited="Appendix C2",
    guessed=("board",),
)


def evidence(page: int, line: int, quote: str, *marked: str, score: float = 0.95) -> Evidence:
    marks = tuple((quote.index(words), quote.index(words) + len(words)) for words in marked)
    return Evidence(page, line, quote, score, heading="Our environment › Climate", marks=marks)


GHG = evidence(
    9,
    300,
    "Scope 1 emissions were 1,204 tonnes and Scope 2 emissions 8,310 tonnes.",
    "Scope 1",
    "1,204 tonnes",
    "Scope 2",
)
ASPIRATION = evidence(9, 310, "We strive to care for the climate in all that we do.", "climate", score=0.41)
DIRECTORS = evidence(5, 120, "The board oversees ESG matters and meets on them twice a year.", "board oversees")
NO_GOODS = evidence(11, 402, "As we sell no goods, recalls do not arise.", "recalls", score=0.9)

ROWS = (
    IndexRow(
        "A1.2",
        Claim.DISCLOSED,
        (Reference("Climate", "section", True, 9, 298),),
        line=380,
        page=12,
        text="A1.2 Emissions  Climate",
    ),
    IndexRow(
        "A1.5",
        Claim.DISCLOSED,
        (Reference("Our goals", "section", False), Reference("Annual Report", "document")),
        line=381,
        page=12,
        text="A1.5 Targets  Our goals; Annual Report",
    ),
    IndexRow("A2.5", Claim.NOT_APPLICABLE, line=382, page=12, text="A2.5 Packaging  N/A"),
    IndexRow("B6.1", Claim.NOT_APPLICABLE, reason="We sell no goods.", line=384, page=12, text="B6.1 Recalls  N/A"),
    IndexRow(
        "B6.2",
        Claim.DISCLOSED,
        (Reference("P. 11", "page", True, 11, 400),),
        line=385,
        page=12,
        text="B6.2 Complaints  P. 11",
    ),
)
FINDINGS = (
    Finding(
        PROVISIONS[0],
        Verdict.PARTIAL,
        0.8,
        Severity.ERROR,
        elements=(ElementFinding(BOARD, True, 0.95, (DIRECTORS,)), ElementFinding(REVIEW, False, 0.3)),
        missing=(REVIEW,),
        messages=(Message("verdict.partial", (("missing", "review"),)),),
    ),
    Finding(
        PROVISIONS[1],
        Verdict.DISCLOSED,
        0.97,
        None,
        ROWS[0],
        elements=(
            ElementFinding(SCOPE1, True, 0.98, (GHG,)),
            ElementFinding(SCOPE2, True, 0.97, (GHG,)),
            ElementFinding(INTENSITY, False, 0.1),
        ),
        messages=(Message("verdict.disclosed", (("where", "9"),)),),
    ),
    Finding(
        PROVISIONS[2],
        Verdict.MISSING,
        0.6,
        Severity.WARNING,
        ROWS[1],
        elements=(ElementFinding(TARGET, False, 0.41, (ASPIRATION,)), ElementFinding(STEPS, False, 0.0)),
        missing=(TARGET, STEPS),
        messages=(
            Message("verdict.missing.claimed", (("references", "Our goals"),)),
            Message("hint.unsure", (("score", "0.6"),)),
        ),
    ),
    Finding(
        PROVISIONS[3],
        Verdict.NOT_APPLICABLE,
        0.9,
        Severity.WARNING,
        ROWS[2],
        reasoned=False,
        elements=(ElementFinding(PACKAGING, False, 0.0),),
        messages=(Message("verdict.not_applicable.bare"),),
    ),
    Finding(
        PROVISIONS[4],
        Verdict.MISSING,
        0.88,
        Severity.NOTE,
        elements=(ElementFinding(TRAINING, False, 0.0),),
        missing=(TRAINING,),
        messages=(Message("verdict.missing.nothing"),),
    ),
    Finding(
        PROVISIONS[5],
        Verdict.UNREADABLE,
        0.5,
        None,
        elements=(ElementFinding(SUPPLIERS, False, 0.0),),
        messages=(Message("verdict.unreadable", (("pages", "4"),)),),
    ),
    Finding(
        PROVISIONS[6],
        Verdict.NOT_APPLICABLE,
        0.92,
        None,
        ROWS[3],
        reasoned=True,
        reason="We sell no goods.",
        reason_evidence=NO_GOODS,
        elements=(ElementFinding(RECALLS, False, 0.0),),
        messages=(Message("verdict.not_applicable.reasoned", (("reason", "We sell no goods."),)),),
    ),
    Finding(
        PROVISIONS[7],
        Verdict.PARTIAL,
        0.7,
        Severity.WARNING,
        ROWS[4],
        elements=(
            ElementFinding(COMPLAINTS, False, 0.2),
            ElementFinding(
                HANDLING, True, 0.9, (evidence(11, 401, "Every complaint is answered within five days.", "complaint"),)
            ),
        ),
        missing=(COMPLAINTS,),
        messages=(Message("verdict.partial", (("missing", "number"),)),),
    ),
)
ISSUES = (
    Issue(
        "dangling-reference",
        Severity.WARNING,
        Message("issue.dangling-reference", (("reference", "Our goals"),)),
        "A1.5",
        12,
        381,
    ),
    Issue("index-row-missing", Severity.WARNING, Message("issue.index-row-missing", (("provision", "B3.1"),)), "B3.1"),
    Issue("unreadable-pages", Severity.NOTE, Message("issue.unreadable-pages", (("pages", "4"),))),
)

ASSESSMENT = Assessment(
    report=REPORT,
    edition=EDITION,
    profile=PROFILE,
    index=ContentIndex(True, ROWS, 379, 386, (12,)),
    findings=FINDINGS,
    issues=ISSUES,
    values=(Value("A1.2", "scope 1", 1204.0, "tCO2e", "2024", 9, 300),),
    tool_version="1.2.3",
    notes=(Message("note.board_guessed"),),
)

CLEAN = replace(
    ASSESSMENT,
    profile=replace(PROFILE, guessed=()),
    findings=(FINDINGS[1], FINDINGS[6]),
    issues=(),
    notes=(),
    report=replace(REPORT, notes=(), pages=REPORT.pages[:3]),
)

CHINESE = replace(
    ASSESSMENT,
    report=replace(REPORT, path="明燈-2024.txt", format="text", language="zh-Hant", notes=()),
    profile=replace(PROFILE, issuer="明燈物業服務有限公司"),
    index=ContentIndex(False),
    issues=(Issue("no-index", Severity.WARNING, Message("issue.no-index")),),
    findings=tuple(replace(finding, row=None) for finding in FINDINGS),
)


def hostile() -> Assessment:
    """Every text that comes from the report tries to break out of the output."""
    bad = Evidence(
        9, 300, HOSTILE, 0.9, printed_page="<b>9</b>", heading=HOSTILE, marks=((3, 20), (15, 40), (90, 9999))
    )
    row = IndexRow("A1.5", Claim.DISCLOSED, (Reference(HOSTILE, "section", True, 9, 298),), HOSTILE, 381, 12, HOSTILE)
    finding = replace(
        FINDINGS[2],
        row=row,
        reason=HOSTILE,
        reason_evidence=bad,
        elements=(ElementFinding(TARGET, True, 0.9, (bad,)), ElementFinding(STEPS, False, 0.2, (bad,))),
        messages=(
            Message("verdict.missing.claimed", (("references", HOSTILE),)),
            Message("not.worded", (("x", HOSTILE),)),
        ),
    )
    return replace(
        ASSESSMENT,
        report=replace(REPORT, path=f"//evil.example/{HOSTILE}.pdf", notes=(HOSTILE,)),
        profile=replace(PROFILE, issuer=HOSTILE, stock_code=HOSTILE, cited=HOSTILE, guessed=(HOSTILE,)),
        findings=(finding,),
        issues=(
            Issue(
                "dangling-reference",
                Severity.WARNING,
                Message("issue.dangling-reference", (("reference", HOSTILE),)),
                "A1.5",
                12,
                381,
            ),
        ),
    )


def large(provisions: int = 60) -> Assessment:
    """As much as a real report brings: every provision with five elements and three long quotes each."""
    findings = []
    for n in range(provisions):
        elements = tuple(
            element(f"A1.{n}.{k}", text(f"Something that provision {n} asks for, number {k}")) for k in range(5)
        )
        quotes = tuple(
            evidence(1 + n % 12, n * 10 + k, f"{n}-{k} " + "what the report says of it " * 10, "report")
            for k in range(3)
        )
        found = tuple(ElementFinding(each, k > n % 3, 0.9, quotes) for k, each in enumerate(elements))
        verdict = (Verdict.DISCLOSED, Verdict.PARTIAL, Verdict.MISSING, Verdict.NOT_APPLICABLE)[n % 4]
        made = provision(f"A1.{n}", text(f"Provision number {n} of the guide"), elements)
        severity = None if verdict is Verdict.DISCLOSED else Severity.WARNING
        findings.append(
            Finding(
                made,
                verdict,
                0.8,
                severity,
                replace(ROWS[1], provision=made.id),
                elements=found,
                missing=elements[:1],
                messages=(Message("verdict.partial"),),
            )
        )
    return replace(ASSESSMENT, findings=tuple(findings))
