"""Setting up and running on one machine. Standard library only: this is what runs before anything is installed."""
