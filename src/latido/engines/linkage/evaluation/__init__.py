"""With a known truth: how good the answered links are."""

from latido.engines.linkage.evaluation.quality import Quality, quality

__all__ = ["Quality", "quality"]
