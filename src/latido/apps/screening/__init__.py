"""Screening one person with the published indicators: an interview that stays sealed, a result that helps."""
