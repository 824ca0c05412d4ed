from collections import defaultdict
from dataclasses import dataclass


@dataclass
class ModelUsage:
    requests_count: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0

    def observe(self, prompt_tokens: int = 0, completion_tokens: int = 0, cached_tokens: int = 0) -> None:
        self.requests_count += 1
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        self.cached_tokens += cached_tokens


class LLMProvider:
    def __init__(self) -> None:
        self.usage: dict[str, ModelUsage] = defaultdict(ModelUsage)
