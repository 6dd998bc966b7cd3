"""Rasa's way to the topic model: `understanding` decides what a message is about, this component writes it where rules and actions look."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FULL_RETRIEVAL_INTENT_NAME_KEY, INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.action_results import check_form_once
from understanding.encoder import Encoder
from understanding.fingerprint import fingerprint_understanding
from understanding.topics import TopicModel, Understanding

log = logging.getLogger(__name__)

MODEL_FILE = "topics.npz"
UNSURE_INTENT = "nlu_fallback"
RANKING_LENGTH = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Sets intent, ranking, `topics`, `options`, `unsure` and `confidence` of a message."""

    def __init__(self, storage: ModelStorage, resource: Resource, encoder: Optional[Encoder], model: Optional[TopicModel]) -> None:
        self._storage, self._resource = storage, resource
        self._encoder, self._model = encoder, model

    @classmethod
    def required_components(cls) -> List[Type]:
        return []

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Rasa's cache sees only config and data; without this it would keep a model of older code or weights."""
        return fingerprint_understanding()

    @classmethod
    def create(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext) -> TopicClassifier:
        return cls(model_storage, resource, Encoder.load(), None)

    @classmethod
    def load(cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any) -> TopicClassifier:
        check_form_once()
        encoder = Encoder.load()
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, encoder, TopicModel.load(folder / MODEL_FILE, encoder))

    def train(self, training_data: TrainingData) -> Resource:
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = TopicModel.train([example.get(TEXT) for example in examples], [example.get_full_intent() for example in examples], self._encoder)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if self._model is None:
                raise RuntimeError("the topic model is neither trained nor loaded")
            write_understanding(message, self._model.understand(str(message.get(TEXT) or "")))
        return messages


def write_understanding(message: Message, found: Understanding) -> None:
    """`faq/<topic>` becomes intent `faq`; a message that is not understood becomes the intent for which the rule is to ask."""
    name = UNSURE_INTENT if found.unsure else found.intent.split("/")[0]
    intent = {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: found.confidence}
    if name != found.intent and not found.unsure:
        intent[FULL_RETRIEVAL_INTENT_NAME_KEY] = found.intent
    ranking = [{INTENT_NAME_KEY: label, PREDICTED_CONFIDENCE_KEY: likely} for label, likely in found.ranking[:RANKING_LENGTH]]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
    message.set("topics", found.topics, add_to_output=True)
    message.set("options", found.options, add_to_output=True)
    message.set("unsure", found.unsure, add_to_output=True)
    message.set("confidence", found.confidence, add_to_output=True)
    message.set("metadata", message.get("metadata"), add_to_output=True)  # the message id has to reach the actions
