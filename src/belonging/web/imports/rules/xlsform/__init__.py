"""Questionnaires as XLSForm, the workbook that ODK, KoboToolbox and SurveyCTO make forms from."""
