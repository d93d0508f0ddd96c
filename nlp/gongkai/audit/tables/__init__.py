"""What the tables of a report say against the form and against themselves."""
