from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jims_core import missing


@dataclass
class LLMSettings:
    model: str = "gpt-4.1-mini"
    reranker_backend: str = "cohere"
    embeddings_model: str = "text-embedding-3-large"
    embeddings_dim: int = 1024
    embeddings_max_batch_size: int = 2048
    embeddings_max_tokens_per_batch: int = 200_000


env_settings = LLMSettings()


@dataclass
class RerankResultItem:
    index: int
    score: float
    text: str


@dataclass
class ModelUsage:
    requests_count: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    requests_cost: float = 0

    def observe(
        self,
        prompt_tokens: int = 0,
        completion_tokens: int = 0,
        cached_tokens: int = 0,
        request_cost: float = 0,
    ) -> None:
        self.requests_count += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        self.cached_tokens += cached_tokens
        self.requests_cost += request_cost


class LLMProvider:
    def __init__(self, settings: LLMSettings | None = None) -> None:
        self._settings = settings or env_settings
        self.model = self._settings.model
        self.reranker_backend = self._settings.reranker_backend
        self.embeddings_model = self._settings.embeddings_model
        self.embeddings_dim = self._settings.embeddings_dim
        self.max_batch_size = self._settings.embeddings_max_batch_size
        self.max_tokens_per_batch = self._settings.embeddings_max_tokens_per_batch
        self.usage: dict[str, ModelUsage] = defaultdict(ModelUsage)

    def set_model(self, model: str) -> None:
        self.model = model

    def observe_completion(self, completion: Any) -> None:
        missing()

    def observe_create_embedding(self, res: Any) -> None:
        missing()

    async def arerank(
        self, query: str, docs: list[str], top_n: int, model: str, api_key: str | None = None
    ) -> list[RerankResultItem]:
        missing()

    async def create_embedding(self, text: str) -> list[float]:
        missing()

    async def create_embeddings(self, texts: list[str]) -> list[list[float]]:
        missing()

    def create_embedding_sync(self, text: str) -> list[float]:
        missing()

    def create_embeddings_sync(self, texts: list[str]) -> list[list[float]]:
        missing()

    async def chat_completion_structured(self, messages: Iterable[Any], response_format: Any) -> Any:
        missing()

    async def chat_completion_plain(self, messages: Iterable[Any], use_cache: bool = False) -> Any:
        missing()

    async def chat_completion_with_tools(self, messages: Iterable[Any], tools: list[Any] | None = None) -> Any:
        missing()
