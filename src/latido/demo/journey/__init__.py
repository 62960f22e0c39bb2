"""The first journey, walked over HTTP through forms as a person without scripts would send them."""

from latido.demo.journey.walk import walk

__all__ = ["walk"]
