"""Proposals and how they are decided on: of the challenges service, for one transaction with it.

A call cannot end while somebody waits for an answer, and nothing is submitted after its last
moment: both hold the row of the challenge. Tells ``event.challenges.v1.proposal.*`` and
``reviewer.assigned``, never with what is written in a proposal; reads
``event.profiles.v1.membership.kept``. What a proposal looks like to whom: docs/proposals.md.
"""
