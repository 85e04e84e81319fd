"""DOCX (WordprocessingML, ECMA-376): the package, its text and its numbering."""
