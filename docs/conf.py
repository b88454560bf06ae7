"""The site's settings, for sphinx."""

import snn_cl

project = "snn_cl"
author = "the snn_cl contributors"
release = version = snn_cl.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "numpydoc"]
myst_enable_extensions = ["dollarmath", "html_image"]
myst_heading_anchors = 3
numpydoc_show_class_members = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
exclude_patterns = ["_build"]
html_theme = "pydata_sphinx_theme"
html_title = "snn_cl"
html_show_sourcelink = False
html_theme_options = {"show_prev_next": False, "header_links_before_dropdown": 4}


def setup(app):
    """Lead links to files above docs/ to their copies in the site."""
    app.connect("source-read", _lead_to_copies)


def _lead_to_copies(app, name, source):
    source[0] = source[0].replace("(../CHANGELOG.md)", "(_generated/changelog.md)")
    source[0] = source[0].replace("(../tests/equations/messages.txt)", "(_generated/errors.md)")
