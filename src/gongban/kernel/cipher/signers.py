"""How does each suite sign? Ed25519 by `cryptography`, SM2 by `gmssl_pyx`, behind the same three calls."""

from __future__ import annotations

from typing import Protocol

import gmssl_pyx
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SM2_SIGNATURE_BYTES = range(8, 73)  # ASN.1 DER of two numbers of at most 33 bytes


class Signer(Protocol):
    """Makes pairs of keys, signs with the one and verifies with the other; all values are raw bytes."""

    lengths: tuple[int, int]
    """How many bytes a private and a public key have."""

    def new_pair(self) -> tuple[bytes, bytes]:
        """A new (private, public) pair."""
        ...

    def sign(self, private: bytes, public: bytes, data: bytes) -> bytes:
        """The signature of `data`."""
        ...

    def verify(self, public: bytes, data: bytes, signature: bytes) -> bool:
        """Whether `signature` was made over `data` by the owner of `public`."""
        ...


class _Ed25519:
    """RFC 8032: private and public keys of 32 bytes, signatures of 64."""

    lengths = (32, 32)

    def new_pair(self) -> tuple[bytes, bytes]:
        private = Ed25519PrivateKey.generate()
        return private.private_bytes_raw(), private.public_key().public_bytes_raw()

    def sign(self, private: bytes, public: bytes, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).sign(data)

    def verify(self, public: bytes, data: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
        except InvalidSignature:
            return False
        return True


class _Sm2:
    """GB/T 32918.2 with SM3 and the default signer id: private key 32 bytes, public 64, signature in DER."""

    lengths = (32, 64)

    def new_pair(self) -> tuple[bytes, bytes]:
        public, private = gmssl_pyx.sm2_key_generate()
        return private, public

    def sign(self, private: bytes, public: bytes, data: bytes) -> bytes:
        return gmssl_pyx.sm2_sign(private, public, data)

    def verify(self, public: bytes, data: bytes, signature: bytes) -> bool:
        if len(signature) not in SM2_SIGNATURE_BYTES:  # the library would write its own lines to stderr
            return False
        return gmssl_pyx.sm2_verify(public, data, signature)


ED25519: Signer = _Ed25519()
SM2: Signer = _Sm2()
