"""Getting back in, and moving an account to another address.

``resets``: a new password by a link; ``addresses``: another address, and back; ``vouching``: a
second factor that is lost, by two people and a day; ``links``: what the links of letters lead to.
"""
