"""How an official paper looks (GB/T 9704-2012): measures, styles, pages, elements, the DOCX itself.

``standard`` holds what the standard says, ``styles`` the styles made of it, ``elements`` and
``page`` the XML of paragraphs, rules, tables, sections and page numbers; ``paper`` knows what
stands where in each form of a paper, and ``package`` writes the file.
"""
