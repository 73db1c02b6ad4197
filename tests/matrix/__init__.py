"""The matrix of rights: every door that there is, asked by everybody, held against the table.

Doors are found by themselves (methods, fields, routes), so new ones join without a word here.
``make matrix`` runs it and prints how many were asked and how many answered otherwise than
``contracts.rights`` and ``gateway.rights`` say.
"""
