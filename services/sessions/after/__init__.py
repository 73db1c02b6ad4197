"""After the meetings: ratings, what participants are told, reports, and deleting in time.

``app`` puts ``ENDPOINTS``, ``READINGS``, ``JOBS`` and ``PURGES`` of ``wiring`` into the service.
"""
