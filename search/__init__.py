"""Run time: analysis, schema, index, query, service and insight. Knows nothing of Pelican."""
