"""Measurements and the deliveries they run on."""
