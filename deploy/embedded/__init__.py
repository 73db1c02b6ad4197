"""PostgreSQL and NATS as child processes of the town, from wheels or from the system.

Nothing is left behind: a child gets its stop signal from the kernel when the town dies, whatever
killed it, and what it stored is found again at the next start.
"""

from deploy.embedded.home import HomeInUse
from deploy.embedded.nats import embedded_nats
from deploy.embedded.natsconf import NatsConf, NatsUser
from deploy.embedded.postgres import embedded_postgres
from deploy.embedded.process import ServerFailed

__all__ = [
    "HomeInUse",
    "NatsConf",
    "NatsUser",
    "ServerFailed",
    "embedded_nats",
    "embedded_postgres",
]
