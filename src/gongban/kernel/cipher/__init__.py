"""How is a value kept secret, found again, sealed and signed, so that each output names its suite and key?"""

from gongban.kernel.cipher.keys import Key, Purpose
from gongban.kernel.cipher.ring import KeyRing
from gongban.kernel.cipher.suites import SUITES, Suite, fits_seal, seal, suite_named

__all__ = ["SUITES", "Key", "KeyRing", "Purpose", "Suite", "fits_seal", "seal", "suite_named"]
