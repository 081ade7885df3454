"""Remembers what pure functions answered and what they read to answer it, from one build to the next.

A verifying-trace build system with early cutoff (Mokhov, Mitchell and Peyton Jones, «Build Systems à la
Carte», 2018): a *query* is a pure function of its arguments and of what it asks other queries and reads of
*leaves* (files, settings, the store) and the clock. An answer holds as long as all that it read is equal,
and the clock is between the moments it was compared with. This package knows nothing of sites.
"""
