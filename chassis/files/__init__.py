"""Files as they are taken in: what they are by their bytes, cleaned, and named safely. No I/O.

Nothing is ever unpacked or run here: headers and directories are read, within limits.
"""
