"""Stands in for jims_core in tests: what a host and an app use of it, without its dependencies.

Used where the real one cannot be had, and where a test starts so many processes that its import takes too long.
"""
