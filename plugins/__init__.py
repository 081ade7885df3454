"""Byggetid: Pelican plugins (files) and the pure libraries (folders) that they rest on."""
