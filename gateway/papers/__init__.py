"""Papers: pages of A4 and A3 as PDF, set by Typst from our own templates, without any network.

``printing.printed`` is the only door. A template gets its data as JSON and never as source, so
nothing that people wrote is run. Fonts come with the packages; none of the system's is used.
"""
