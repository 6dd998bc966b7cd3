"""What a council brings in: cases, contacts and surgeries, from files and from SEN2."""
