"""A matching event on paper: agendas, table cards, the board, lists, the sign-in sheet, badges."""

from gateway.pages.timetables.papers.pages import HANDLERS

__all__ = ["HANDLERS"]
