"""共办 Gongban: the platform on which a city and its people produce government services together."""

__version__ = "0.0.1"
