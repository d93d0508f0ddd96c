"""Recognise scanned pages: upright, ruled lines, cells one by one, the text around them; needs the extra `[ocr]`."""
