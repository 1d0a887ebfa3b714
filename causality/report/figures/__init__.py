"""Figures as SVG: each from a few plain values, with a title, a description and a table."""
