"""A document → what departs from GB/T 9704-2012; here are all rules, by theme and in the order of their codes.

Knows no template and no figures; what a document says is read by ``reportgen.gongwen.document``.  ``rule`` is what a
rule is and how rules about words search, ``measures`` writes measured values in words, ``letterhead_geometry`` reckons
places in a 版头, ``needed`` saves searches that can find nothing; each other module holds a theme.  ``RULES`` is a tuple,
so that what is checked can be read off one page; a test holds that each rule has a case that passes and one that fails.
"""

from __future__ import annotations

from reportgen.gongwen.rules import (
    breaks,
    elements,
    enumeration,
    fonts,
    imprint,
    leftovers,
    letterhead,
    letterhead_places,
    levels,
    numerals,
    official,
    page,
    page_number,
    paragraphs,
    punctuation,
    routes,
    sentences,
    signature,
    tables,
    title,
    usage,
)
from reportgen.gongwen.rules.rule import Rule

THEMES: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    ("页面与行数", (
        page.paper, page.margins, page.type_area, page.line_pitch, page.filled_area, page.line_characters, page.grid,
        page.widows, page.landscape, page.page_extras,
    )),
    ("字体字号", (
        fonts.body_font, fonts.body_size, fonts.colour, fonts.theme_fonts, fonts.latin_font, fonts.one_name, fonts.hints,
        fonts.bold, fonts.language, fonts.rare_characters, fonts.bold_text, fonts.scaled, fonts.odd_paragraph,
        elements.line_look,
    )),
    ("段落", (
        paragraphs.first_line, paragraphs.blank_indent, paragraphs.flush_lines, paragraphs.gaps, paragraphs.alignment,
        paragraphs.empty_lines, paragraphs.line_breaks, paragraphs.line_edges,
    )),
    ("层次", (
        levels.level_font, levels.level_size, levels.level_order, levels.sequence, levels.number_marks, levels.heading_end,
        levels.outline, levels.leads, enumeration.in_turn, enumeration.as_announced,
    )),
    ("标题和主送机关", (
        title.title_font, title.title_centred, title.title_end, title.title_shape, title.title_pitch, title.recipient,
        title.blank_under_title, title.byline, breaks.title_breaks,
    )),
    ("署名、日期和附件", (
        signature.date_form, signature.signature_place, signature.blank_before_signature, signature.signed_twice,
        signature.annex_note, signature.annex_note_indent, signature.annex_page, signature.annex_title,
        signature.annexes_agree, signature.remark, signature.annexes_listed, elements.bare_signature,
    )),
    ("页码", (
        page_number.has_number, page_number.number_font, page_number.number_dashes, page_number.number_side,
        page_number.number_height, page_number.number_count,
    )),
    ("版头（公文）", (
        letterhead.copy_number, letterhead.secrecy, letterhead.front_order, letterhead.mark, letterhead.mark_look,
        letterhead.number_form, letterhead.number_place, letterhead.signer, letterhead.red_rule, letterhead.title_gap,
        letterhead_places.mark_height, letterhead_places.rule_place,
    )),
    ("公文各要素之间", (
        official.title_kind, official.mixed_kind, official.one_recipient, official.upward_signer, official.signed_by_issuer,
        official.year_of_number, official.printed_after, official.printed_by, routes.no_single_person,
        routes.no_request_in_report, routes.not_copied_below, routes.secret_is_counted, routes.signed_and_dated,
        routes.has_recipient, routes.copied_once, routes.closes_as_titled, routes.enclosures_are_there,
        routes.reply_cites, routes.request_has_contact, routes.minutes_unsigned,
    )),
    ("版记（公文）", (imprint.imprint_font, imprint.imprint_words, imprint.imprint_indent, imprint.imprint_rules)),
    ("表格", (
        tables.table_width, tables.table_head, tables.table_look, tables.cell_indent, tables.caption_end, tables.ruled,
        enumeration.captions, tables.empty_cells, tables.one_cell_size, tables.caption_above,
    )),
    ("标点", (
        punctuation.half_width, punctuation.doubled, punctuation.long_marks, punctuation.list_marks, punctuation.adjacent,
        punctuation.paired, punctuation.nested, punctuation.cited_numbers, sentences.comma_lists, sentences.quoted_stops,
        sentences.said_twice, sentences.ended, usage.wording, usage.misspelt,
    )),
    ("数字和单位", (
        numerals.wide_digits, numerals.ranges, numerals.number_forms, numerals.habits, numerals.units, numerals.typed_blanks,
        numerals.rank_forms, usage.weekdays,
    )),
    ("清稿", (leftovers.changes, leftovers.marks, leftovers.placeholders, leftovers.makers, leftovers.slanted)),
)  # fmt: skip
"""Theme → its rules, for the table of rules."""

RULES: tuple[Rule, ...] = tuple(each for _, rules in THEMES for each in rules)
"""Every rule."""

FOR_TEMPLATES: tuple[Rule, ...] = (
    page.paper, page.margins, page.type_area, page.landscape, fonts.theme_fonts, fonts.latin_font, fonts.language,
    page_number.has_number, page_number.number_font, page_number.number_dashes, page_number.number_side, page_number.number_height,
    page_number.number_count, leftovers.changes, leftovers.placeholders, leftovers.makers,
)  # fmt: skip
"""Rules that can judge a template that is not filled yet; all others need to know what a paragraph says."""

FOR_OTHERS: tuple[Rule, ...] = (leftovers.changes, leftovers.marks, leftovers.placeholders, leftovers.makers)
"""Rules for a file that is no text of an office: what work on it left behind."""
