from dataclasses import dataclass
from typing import Any

from jims_core.schema import Pipeline


@dataclass
class JimsApp:
    sessionmaker: Any
    pipeline: Pipeline
    conversation_start_pipeline: Pipeline | None = None
