"""Long batches: what was parsed is kept as it is done, so that the same call goes on where the last one stopped."""

from gongkai.batch.journal import Journal
from gongkai.batch.resuming import origin, resumed

__all__ = ["Journal", "origin", "resumed"]
