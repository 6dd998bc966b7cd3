"""What lies outside this process (Twilio, Rasa, the queue, the clock): the real one and its fake side by side."""
