"""The language the services speak with each other.

One module per service holds its public face: the records it hands out, the
methods it answers and the events it tells; ``rights`` says who may ask what.
Nothing here does I/O, and nothing here may be imported from outside msgspec
and the standard library.
"""
