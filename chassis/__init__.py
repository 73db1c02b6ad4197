"""What every service stands on, and nothing about what any of them does.

Settings, logs, Postgres, calls and events over NATS, outbox, migrations, the
running of a service. A domain word (challenge, offer, town) in here is a mistake:
import-linter lets the chassis see only the plain shapes of ``contracts``.
"""
