# SPDX-License-Identifier: GPL-2.0-only
# The manual: sphinx-build -W -b html doc build/doc

project = "synthnet"
author = "The synthnet authors"
copyright = author
root_doc = "index"
# The results are Markdown, to be read where the repository is shown.
exclude_patterns = ["*.md"]
highlight_language = "none"
html_theme = "alabaster"
html_theme_options = {"description": "Synthetic network data in and for ns-3"}
