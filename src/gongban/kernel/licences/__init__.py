"""What a licence says of itself to a machine: the signed statement of its QR code, the signed file, and the keys that prove both."""

from gongban.kernel.licences.keys import PublicKey, PublicKeys, published, read_keys
from gongban.kernel.licences.paper import Paper, read_paper, signed_paper
from gongban.kernel.licences.statement import Proof, Statement, found_in, prove, stated

__all__ = [
    "Paper", "Proof", "PublicKey", "PublicKeys", "Statement", "found_in", "prove", "published", "read_keys", "read_paper", "signed_paper", "stated",
]  # fmt: skip
