"""What the log shows should be mended, what is proposed, and what would come of it."""
