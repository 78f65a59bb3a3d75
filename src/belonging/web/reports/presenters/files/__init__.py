"""A report to take with you: Word and slides, both made from the same released findings as its pages."""
