"""Text as the rest of the house compares it: folding, sentences, numbers and units, dates, language."""
