"""Write what reporters get: forms to fill in, files with remarks, receipts. Data in, bytes out."""
