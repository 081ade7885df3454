"""Outside files into the store, entry by entry, with a quarantine for what is faulty."""
