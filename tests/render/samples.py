"""Documents that show every kind of block and container, in three scripts: what the snapshots are made of."""

from __future__ import annotations

from collections.abc import Mapping

from index.document import BlockKind, ContainerKind, Document, DocumentBuilder, SpanKind
from index.document.builder import Inline, TableCell

ENGLISH = {
    "title": "Rivers of the north",
    "opening": "The river delta of the north covers 4,300 km",
    "after": ". It was first charted in 1748 ",
    "more": " and is fed by three well-known streams, of which ",
    "link": "the Upper Stream",
    "end": " alone carries more water than both others and/or their rivulets do together.",
    "heading": "Course",
    "minor": "The gorge",
    "items": (
        "Upper reach — granite, steep, cold",
        "the gorge",
        "Lower reach — silt, slow, warm and wide, with meadows",
    ),
    "steps": ("Measure the depth", "Note the hour", "Repeat, at the same place, on the next day"),
    "tasks": ("Map the northern arm", "Map the southern arm"),
    "quote": "A river is never the same twice, and neither is the one who steps into it.",
    "inner": "So it was said of all that flows.",
    "term": "Delta",
    "meaning": "Land that a river builds where it meets still water.",
    "label": "warning",
    "warning": "The ice of the lower reach is thin in spring.",
    "summary": "How the depth was measured",
    "details": "With a line of hemp, knotted at every foot.",
    "alt": "map of the delta, 1748",
    "caption": "The delta as Lindqvist drew it.",
    "table": (
        ("River", "Length", "What it is known for"),
        ("Loire", "1,006 km", "Sand, castles and floods that nobody could tame"),
        ("Rhône", "812 km", "Wind"),
    ),
    "film": "The delta from above",
    "note": "Lindqvist, Charts of the North, plate 7.",
    "poem": ("Slow is the water,", "slower the stone."),
}
CHINESE = {
    "title": "北方的河流",
    "opening": "北方的三角洲面积四千三百平方公里，约10 km",
    "after": "。它于一七四八年首次绘入地图",
    "more": "，由三条著名的支流汇成，其中",
    "link": "上游的支流",
    "end": "一条的水量，比另外两条加起来还要多（据 Lindqvist 的测量）。",
    "heading": "流路",
    "minor": "峡谷",
    "items": ("上游——花岗岩，陡峭，寒冷", "峡谷", "下游——泥沙，缓慢，温暖而宽阔，两岸都是草地"),
    "steps": ("测量深度", "记下时刻", "第二天在同一地点再测一次"),
    "tasks": ("绘制北支", "绘制南支"),
    "quote": "「人不能两次踏进同一条河流」，古人这样说，后人也这样说。",
    "inner": "万物皆流。",
    "term": "三角洲",
    "meaning": "河流在流入静水之处所堆积的陆地。",
    "label": "警告",
    "warning": "下游的冰在春天很薄。",
    "summary": "深度是怎样测量的",
    "details": "用一根每隔一尺打一个结的麻绳。",
    "alt": "三角洲地图，一七四八年",
    "caption": "林奎斯特所绘的三角洲。",
    "table": (
        ("河流", "长度", "以何闻名"),
        ("卢瓦尔河", "1,006 km", "沙洲、城堡，以及谁也驯服不了的洪水"),
        ("罗讷河", "812 km", "风"),
    ),
    "film": "从空中看三角洲",
    "note": "林奎斯特：《北方海图》，第七幅。",
    "poem": ("水流得慢，", "石头更慢。"),
}
ARABIC = {
    "title": "أنهار الشمال",
    "opening": "تغطي دلتا الشمال مساحة 4300 كم",
    "after": " وقد رسمت خريطتها أول مرة عام 1748 ",
    "more": " وتغذيها ثلاثة جداول معروفة منها ",
    "link": "الجدول الأعلى",
    "end": " الذي يحمل وحده من الماء أكثر مما يحمله الآخران معا.",
    "heading": "المجرى",
    "minor": "الخانق",
    "items": ("المجرى الأعلى، صخر وبرد وانحدار", "الخانق", "المجرى الأسفل، طمي بطيء دافئ عريض تحيط به المروج"),
    "steps": ("قس العمق", "دون الساعة", "أعد القياس في الموضع نفسه في اليوم التالي"),
    "tasks": ("ارسم الذراع الشمالية", "ارسم الذراع الجنوبية"),
    "quote": "لا ينزل المرء في النهر نفسه مرتين، فلا النهر هو النهر ولا المرء هو المرء.",
    "inner": "هكذا قيل في كل ما يجري.",
    "term": "دلتا",
    "meaning": "أرض يبنيها النهر حيث يلتقي بالماء الساكن.",
    "label": "تحذير",
    "warning": "جليد المجرى الأسفل رقيق في الربيع.",
    "summary": "كيف قيس العمق",
    "details": "بحبل من القنب معقود عند كل قدم.",
    "alt": "خريطة الدلتا",
    "caption": "الدلتا كما رسمها لندكفست.",
    "table": (
        ("النهر", "الطول", "ما يعرف به"),
        ("اللوار", "1006", "الرمل والقلاع وفيضانات لم يروضها أحد"),
        ("الرون", "812", "الريح"),
    ),
    "film": "الدلتا من الجو",
    "note": "لندكفست، خرائط الشمال، اللوحة السابعة.",
    "poem": ("الماء بطيء،", "والحجر أبطأ."),
}
SAMPLES: Mapping[str, Mapping[str, object]] = {"english": ENGLISH, "chinese": CHINESE, "arabic": ARABIC}

CODE = (
    "def depth(line):\n\treturn line.knots * FOOT  # in feet, as the charts of that time give them\n\nprint(depth(7))"
)


def sample(words: Mapping[str, object]) -> Document:
    """A document of every kind of block."""
    text = {key: value for key, value in words.items() if isinstance(value, str)}
    builder = DocumentBuilder()
    builder.block(BlockKind.HEADING, text["title"], level=1)
    builder.block(BlockKind.PARAGRAPH, _opening(text))
    builder.block(BlockKind.HEADING, text["heading"], level=2)
    _lists(builder, words)
    builder.block(BlockKind.HEADING, text["minor"], level=4)
    _containers(builder, text)
    _figures(builder, words, text)
    with builder.container(ContainerKind.NOTE, label="1"):
        builder.anchor("note-1")
        builder.block(BlockKind.PARAGRAPH, text["note"])
    with builder.container(ContainerKind.NOTE, label="12"):
        builder.block(BlockKind.PARAGRAPH, text["note"])
    return builder.build()


def _opening(text: Mapping[str, str]) -> Inline:
    inline = Inline()
    inline.add(text["opening"])
    with inline.span(SpanKind.SUPERSCRIPT):
        inline.add("2")
    inline.add(text["after"])
    with inline.span(SpanKind.NOTE, "#note-1"):
        inline.add("1")
    inline.add(text["more"])
    with inline.span(SpanKind.LINK, "https://rivers.example/upper"), inline.span(SpanKind.EMPHASIS):
        inline.add(text["link"])
    inline.add(text["end"])
    return inline


def _lists(builder: DocumentBuilder, words: Mapping[str, object]) -> None:
    first, inner, last = words["items"]  # type: ignore[misc]
    with builder.container(ContainerKind.LIST):
        with builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, first)
            with builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM):
                builder.block(BlockKind.PARAGRAPH, inner)
                with builder.container(ContainerKind.LIST), builder.container(ContainerKind.ITEM):
                    builder.block(BlockKind.PARAGRAPH, inner)
        with builder.container(ContainerKind.ITEM):
            builder.block(BlockKind.PARAGRAPH, last)
            builder.block(BlockKind.PARAGRAPH, last)
    with builder.container(ContainerKind.LIST, ordered=True, number=9):
        for number, step in enumerate(words["steps"], 9):  # type: ignore[arg-type, var-annotated]
            with builder.container(ContainerKind.ITEM, number=number):
                builder.block(BlockKind.PARAGRAPH, step)
    with builder.container(ContainerKind.LIST):
        for checked, task in zip((True, False), words["tasks"], strict=True):  # type: ignore[call-overload]
            with builder.container(ContainerKind.ITEM, checked=checked):
                builder.block(BlockKind.PARAGRAPH, task)


def _containers(builder: DocumentBuilder, text: Mapping[str, str]) -> None:
    with builder.container(ContainerKind.QUOTE):
        builder.block(BlockKind.PARAGRAPH, text["quote"])
        with builder.container(ContainerKind.QUOTE):
            builder.block(BlockKind.PARAGRAPH, text["inner"])
    with builder.container(ContainerKind.DEFINITIONS):
        builder.block(BlockKind.TERM, text["term"])
        with builder.container(ContainerKind.DESCRIPTION):
            builder.block(BlockKind.PARAGRAPH, text["meaning"])
    with builder.container(ContainerKind.ADMONITION, label=text["label"]):
        builder.block(BlockKind.PARAGRAPH, text["warning"])
    with builder.container(ContainerKind.DETAILS):
        builder.block(BlockKind.SUMMARY, text["summary"])
        builder.block(BlockKind.PARAGRAPH, text["details"])


def _figures(builder: DocumentBuilder, words: Mapping[str, object], text: Mapping[str, str]) -> None:
    with builder.container(ContainerKind.FIGURE):
        builder.block(BlockKind.IMAGE, text["alt"], source="https://rivers.example/map.png")
        builder.block(BlockKind.CAPTION, text["caption"])
    builder.block(BlockKind.CODE, CODE, language="python")
    rows: tuple[tuple[str, ...], ...] = words["table"]  # type: ignore[assignment]
    builder.table([[TableCell(cell, header=number == 0) for cell in row] for number, row in enumerate(rows)])
    builder.block(BlockKind.MATH, "v = √(2gh)", source=r"v = \sqrt{2gh}")
    builder.block(BlockKind.EMBED, text["film"], source="https://www.films.example/embed/7")
    builder.block(BlockKind.RULE)
    poem = Inline()
    for number, line in enumerate(words["poem"]):  # type: ignore[arg-type, var-annotated]
        if number:
            poem.line_break()
        poem.add(line)
    builder.block(BlockKind.PARAGRAPH, poem)
