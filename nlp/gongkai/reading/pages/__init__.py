"""Pages: characters and ruled lines by their places, in PDF, OFD, scans and pictures."""
