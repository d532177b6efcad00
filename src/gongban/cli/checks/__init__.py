"""`gongban check`: is this deployment safe and complete? Each finding says what is wrong and how to mend it."""

from gongban.cli.checks.finding import Finding, Weight
from gongban.cli.checks.running import check_instance, findings

__all__ = ["Finding", "Weight", "check_instance", "findings"]
