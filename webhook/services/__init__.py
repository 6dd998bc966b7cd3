"""What the service does, a folder a matter. Services take `Parts` first; they call the store and the clients, never a route."""
