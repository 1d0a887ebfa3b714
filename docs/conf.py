"""How the documentation is built."""

from __future__ import annotations

import causality

project = "causality"
author = "The causality contributors"
copyright = "2026, The causality contributors"
version = release = causality.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.doctest"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"causality {release}"

autodoc_typehints = "description"
# Annotations of other projects: their inventories would have to be fetched.
nitpick_ignore_regex = [
    ("py:.*", r"(collections|datetime|decimal|enum|numpy|np|pathlib|pydantic|typing|types)(\..*)?")
]
