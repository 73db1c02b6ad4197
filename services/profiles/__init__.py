"""Profiles: municipalities and their units, organizations, people, memberships and offers.

Owns the Postgres schema ``profiles``. Tells ``event.profiles.v1.*``; reads no
event of any other service.
"""
