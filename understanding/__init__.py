"""What a message is about: sentence encoder, splitter, topic and safety classifiers.

Plain Python from 3.10 up (numpy, scipy, scikit-learn, tokenizers, onnxruntime), so that Rasa's frozen environment and the webhook's current one
run the same code, and so that safety keeps working when Rasa does not.
"""
