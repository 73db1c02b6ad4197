"""Introductions: private wishes, interest, who was brought together, and what they said.

Owns the Postgres schema ``introductions``. Tells ``event.introductions.v1.*``; keeps copies of
organizations and their standing, people, memberships, offers, challenges and proposals from what
profiles and challenges tell, and of whose account is suspended (accounts);
reads ``event.notify.v1.reply_address.made`` (which letters may be answered) and
``event.sessions.v1.meeting.agreed`` (who met and wants to go on).
"""
