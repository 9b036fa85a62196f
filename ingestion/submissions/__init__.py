"""Reports of progress: recognise what an organisation sent, and read its values. Mostly pure."""
