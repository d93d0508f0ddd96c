"""How often each drift occurs in the wild, estimated from the first reports seen and from how such texts come about.

`drift=2.0` doubles every rate. The reason beside a rate says what makes it so.
"""

from __future__ import annotations

from typing import NamedTuple


class Rate(NamedTuple):
    """How often a drift occurs in the wild: `share` of reports, or of labels, rows or cells (`per`)."""

    share: float
    per: str
    why: str


RATES = {
    # the whole report
    "half_width": Rate(
        0.25, "report", "two of the five first reports came through a text cleaner that narrows brackets and commas"
    ),
    "traditional": Rate(0.01, "report", "mainland forms are simplified; single sites serve a converted version"),
    "full_width_digits": Rate(0.02, "report", "typed with a Chinese input method left in full-width mode"),
    "hard_breaks": Rate(0.08, "report", "prose copied out of a PDF into another format keeps its line ends"),
    "page_marks": Rate(0.08, "report", "text that was once paginated (PDF shapes always have them)"),
    "page_number_alone": Rate(0.04, "report", "footers with a bare number instead of dashes"),
    "empty_lines": Rate(0.15, "report", "paragraph ends inside cells become empty lines; seen in one of five"),
    "padding": Rate(0.2, "report", "cells aligned by hand with spaces or NBSP; seen in two of five"),
    "blanks_lost": Rate(0.04, "report", "text extraction that skips empty cells, in shapes that otherwise keep them"),
    "leftovers_repeated": Rate(0.1, "report", "flattening tools fill every cell that a merged one covered"),
    "table_cut": Rate(0.02, "report", "a page lost, a preview truncated"),
    "table_missing": Rate(0.015, "report", "the table was an image or an attachment"),
    "extra_row": Rate(0.04, "report", "organs add a line of their own"),
    "group_values": Rate(0.02, "report", "a filler writes subtotals on the group's own row"),
    "thousands": Rate(0.08, "report", "numbers pasted from a spreadsheet format"),
    "unit_in_cell": Rate(0.03, "report", "fillers who write 20件 do so throughout a table"),
    "remark_in_cell": Rate(0.02, "report", "one cell explained in place"),
    "text_in_cell": Rate(0.01, "report", "one cell refers to an annex"),
    # numbering of rows, and headings
    "numbering": Rate(0.15, "report", "retyped forms follow the typist's list style, or lose automatic numbers"),
    "numbering_continued": Rate(0.02, "report", "automatic lists that run on over the groups"),
    "heading_renamed": Rate(0.1, "report", "headings in the organ's own words"),
    "heading_unnumbered": Rate(0.06, "report", "automatic numbers of headings lost"),
    "heading_restart": Rate(0.02, "report", "automatic numbers that restart at one"),
    "heading_restyled": Rate(0.08, "report", "1. or （一） in place of 一、"),
    "heading_glued": Rate(0.05, "report", "heading and first sentence in one paragraph"),
    "heading_bookmark": Rate(0.02, "report", "Word's _GoBack comes along"),
    "heading_lost": Rate(0.01, "heading", "heading was an image or skipped"),
    "heading_noise": Rate(0.01, "heading", "a typo in a heading"),
    # labels
    "char_deleted": Rate(0.005, "label", "typing slip"),
    "char_replaced": Rate(0.004, "label", "typing slip or misread scan"),
    "look_alike": Rate(0.006, "label", "misread scan, wrong choice of the input method"),
    "synonym": Rate(0.012, "label", "a form retyped from memory, as 机密 for 秘密"),
    "swapped": Rate(0.003, "label", "typing slip"),
    "doubled": Rate(0.003, "label", "typing slip"),
    "spaced": Rate(0.03, "label", "short labels justified by hand with spaces"),
    "label_broken": Rate(
        0.06, "label", "narrow cells with a typed line break; seen in three of five, in headers mostly"
    ),
    "label_over_rows": Rate(0.004, "label", "a label split over two rows by the table's recogniser"),
    "header_over_rows": Rate(0.03, "report", "the same with the narrow headers of the applicants"),
    "header_hint": Rate(0.03, "header", "units, column numbers and notes added to headers"),
}
