"""What is deleted when an event's people are to be kept no longer (``retain_until``).

In this order, in one transaction, by the clock of the database; the counts stand in the log and
in the record. The event, its report and who met whom by number stay; nobody is named in them.
"""

from __future__ import annotations

from chassis.retention import Purge

PREFERENCES = """
DELETE FROM preferences WHERE participant_id IN (
    SELECT id FROM participants WHERE event_id IN (SELECT id FROM events_over))
"""
RATINGS = "DELETE FROM ratings WHERE event_id IN (SELECT id FROM events_over)"
OBJECTIONS = "DELETE FROM objections WHERE event_id IN (SELECT id FROM events_over)"
REQUESTS = "DELETE FROM meeting_requests WHERE event_id IN (SELECT id FROM events_over)"
REFUSALS = """
DELETE FROM meeting_refusals WHERE participant_id IN (
    SELECT id FROM participants WHERE event_id IN (SELECT id FROM events_over))
"""
BOOKINGS = "DELETE FROM bookings WHERE event_id IN (SELECT id FROM events_over)"
CHECK_INS = "DELETE FROM check_ins WHERE event_id IN (SELECT id FROM events_over)"
VERSIONS = """
DELETE FROM timetables t USING events_over e
WHERE t.event_id = e.id AND t.version IS DISTINCT FROM e.final_version
"""
WISHES_OF_VERSIONS = """
UPDATE timetables SET note = '',
    problem = problem || '{"wishes": [], "never": [], "locks": []}',
    result = result || '{"unplaced": []}'
WHERE event_id IN (SELECT id FROM events_over)
    AND (note <> '' OR problem -> 'wishes' <> '[]' OR problem -> 'never' <> '[]'
        OR result -> 'unplaced' <> '[]')
"""
PARTICIPANTS = """
UPDATE participants SET name = '', name_kana = '', email = '', unit_name = '', needs = '',
    looking_for = '', online_url = '', sort_key = '', search_text = '', person_id = NULL
WHERE event_id IN (SELECT id FROM events_over)
    AND (name <> '' OR name_kana <> '' OR email <> '' OR unit_name <> '' OR needs <> ''
        OR looking_for <> '' OR online_url <> '' OR person_id IS NOT NULL)
"""

PURGES = (
    Purge("preferences", PREFERENCES),
    Purge("ratings", RATINGS),
    Purge("objections", OBJECTIONS),
    Purge("requests for meetings", REQUESTS),
    Purge("refusals of meetings", REFUSALS),
    Purge("booked meetings", BOOKINGS),
    Purge("check-ins", CHECK_INS),
    Purge("timetables", VERSIONS),
    Purge("wishes of timetables", WISHES_OF_VERSIONS),
    Purge("participants", PARTICIPANTS),
)
