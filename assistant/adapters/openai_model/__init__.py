"""Language models of any server that speaks OpenAI's Chat Completions."""

from assistant.adapters.openai_model.model import OpenAIModel
from assistant.adapters.openai_model.patience import Patience
from assistant.adapters.openai_model.server import ModelServer, Price

__all__ = ["ModelServer", "OpenAIModel", "Patience", "Price"]
