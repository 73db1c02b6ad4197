"""Bringing texts of elsewhere into a running town, through its services and never past them.

A folder of JSON lines (``columns`` says which) becomes requests of ``contracts``; each row is
checked by itself, so that a bad one is named with file, line and reason and the rest goes in.
Ids are made from the source and its own id: importing again changes nothing.
"""
