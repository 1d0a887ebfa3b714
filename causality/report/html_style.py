"""The one style sheet of the HTML report: for the screen, for A4 in grey, and for the PDF."""

from __future__ import annotations

__all__ = ["POLICY", "STYLE"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser may load for the report: nothing."""

STYLE = """
@page { size: A4; margin: 13mm 15mm 15mm;
  font: 7.5pt "Liberation Sans", Arial, Helvetica, sans-serif; color: #595959;
  @bottom-left { content: string(case); }
  @bottom-right { content: "page " counter(page) " of " counter(pages); } }
* { box-sizing: border-box; }
html { color-scheme: light; background: #ffffff; color: #1a1a1a; }
body { font: 9.5pt/1.36 "Liberation Sans", Arial, Helvetica, sans-serif; max-width: 180mm;
  margin: 0 auto; overflow-wrap: anywhere; }
h1 { font-size: 14.5pt; line-height: 1.2; margin: 0 0 1.5mm; }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; border-bottom: 0.6pt solid #595959;
  padding-bottom: 0.6mm; break-after: avoid; }
h3 { font-size: 10pt; margin: 3.5mm 0 1mm; break-after: avoid; }
p { margin: 0 0 1.5mm; }
ul { margin: 0 0 1.5mm; padding-left: 4.5mm; }
li { margin: 0 0 0.6mm; }
ul ul { margin: 0; color: #404040; }
a { color: #005a8c; text-decoration: underline; text-decoration-thickness: 0.5pt;
  text-underline-offset: 1.5pt; }
a:focus-visible { outline: 2pt solid #0072B2; outline-offset: 1pt; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; font-size: 8.5pt; }
caption { text-align: left; color: #404040; padding-bottom: 0.8mm; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.7mm 2mm 0.7mm 0;
  border-bottom: 0.4pt solid #c8c8c8; font-weight: normal; }
thead th { font-weight: bold; border-bottom: 0.8pt solid #1a1a1a; }
table.fixed { table-layout: fixed; }
col.w6 { width: 6%; }
col.w8 { width: 8%; }
col.w10 { width: 10%; }
col.w12 { width: 12%; }
col.w13 { width: 13%; }
col.w14 { width: 14%; }
col.w15 { width: 15%; }
col.w16 { width: 16%; }
col.w18 { width: 18%; }
col.w20 { width: 20%; }
col.w24 { width: 24%; }
col.w34 { width: 34%; }
col.w36 { width: 36%; }
col.w38 { width: 38%; }
col.w80 { width: 80%; }
tr { break-inside: avoid; }
td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 0 0 2.5mm; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: 8pt; color: #404040; }
.meta { color: #404040; font-size: 8.5pt; margin-bottom: 1mm; }
.share { font-size: 12pt; font-weight: bold; }
.page-one { break-after: page; }
.page-one h2 { margin-top: 3mm; }
.page-one ul { padding-left: 4mm; }
.page-one table { margin-bottom: 1.5mm; }
.reasons { display: flex; gap: 5mm; }
.reasons > div { flex: 1 1 0; min-width: 0; }
.reasons h3 { margin-top: 1mm; }
.reasons li { font-size: 8.5pt; line-height: 1.3; }
.note { border-left: 2.5pt solid #1a1a1a; padding-left: 2.5mm; }
.name { string-set: case content(); }
.sign td { height: 9mm; }
@media screen { body { padding: 8mm; } }
@media screen and (max-width: 640px) { .reasons { display: block; } }
"""
"""Colours have at least 4.5:1 on white; nothing is told by colour alone."""
