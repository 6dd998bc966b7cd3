"""What the service does, one module a matter. Services take `Parts` first; they call the store and the clients, never a route."""
