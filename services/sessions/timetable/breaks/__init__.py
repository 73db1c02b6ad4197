"""Timetables in which every meeting has to happen, with as few breaks as possible.

B2B scheduling (Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret, JAIR 74, 2022,
263-301): all meetings are given, slots are sought; a participant's break is a group of idle
slots between two of its meetings; nobody may have many more breaks than anybody else.
``search.fewest_breaks`` proves its answer, or proves that there is none.
"""
