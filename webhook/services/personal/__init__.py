"""Personal data: found, masked and sealed."""
