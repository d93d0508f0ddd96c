"""Word documents: DOCX, its relatives, and what LibreOffice makes DOCX of."""
