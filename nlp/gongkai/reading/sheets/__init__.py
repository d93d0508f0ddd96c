"""Sheets: workbooks of one report or several."""
