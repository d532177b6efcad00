"""Which algorithms belong together? Two suites by name: "international" and "guomi" (国密)."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, CipherAlgorithm, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3, Hash, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC

from gongban.kernel.cipher.signers import ED25519, SM2, Signer
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

NONCE_BYTES = 12
TAG_BYTES = 16


@dataclass(frozen=True)
class Suite:
    """One family of algorithms: a hash (also keyed), a block cipher in Galois/Counter mode, a signature."""

    name: str
    hash_name: str
    hash: Callable[[], HashAlgorithm]
    block_cipher: Callable[[bytes], CipherAlgorithm]
    key_bytes: int
    signer: Signer

    def digest(self, data: bytes) -> bytes:
        """The hash of `data`, 32 bytes."""
        running = Hash(self.hash())
        running.update(data)
        return running.finalize()

    def keyed_digest(self, key: bytes, data: bytes) -> bytes:
        """The HMAC (RFC 2104) of `data`, 32 bytes."""
        running = HMAC(key, self.hash())
        running.update(data)
        return running.finalize()

    def encrypt(self, key: bytes, plain: bytes, bound_to: bytes) -> bytes:
        """Nonce, ciphertext and tag; only whoever names `bound_to` again can decrypt (NIST SP 800-38D)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        if self.block_cipher is algorithms.AES:
            return nonce + _aes_gcm(key).encrypt(nonce, plain, bound_to)  # 一步完成，快一倍 · in one step, twice as fast
        running = Cipher(self.block_cipher(key), modes.GCM(nonce)).encryptor()
        running.authenticate_additional_data(bound_to)
        return nonce + running.update(plain) + running.finalize() + running.tag

    def decrypt(self, key: bytes, secret: bytes, bound_to: bytes) -> bytes:
        """What `encrypt` was given. Raises cryptography's InvalidTag when anything was changed."""
        if len(secret) < NONCE_BYTES + TAG_BYTES:
            raise InvalidTag
        nonce, body, tag = secret[:NONCE_BYTES], secret[NONCE_BYTES:-TAG_BYTES], secret[-TAG_BYTES:]
        running = Cipher(self.block_cipher(key), modes.GCM(nonce, tag)).decryptor()
        running.authenticate_additional_data(bound_to)
        return running.update(body) + running.finalize()


@lru_cache(maxsize=16)
def _aes_gcm(key: bytes) -> AESGCM:
    return AESGCM(key)


SUITES = {
    # SHA-256 (FIPS 180-4), AES-256-GCM (FIPS 197), Ed25519 (RFC 8032)
    "international": Suite("international", "sha256", SHA256, algorithms.AES, 32, ED25519),
    # SM3 (GB/T 32905), SM4-GCM (GB/T 32907), SM2 (GB/T 32918)
    "guomi": Suite("guomi", "sm3", SM3, algorithms.SM4, 16, SM2),
}


def suite_named(name: str) -> Suite:
    """The suite called `name`. Raises Refusal "cipher.suite_unknown"."""
    if name not in SUITES:
        said = Words(
            "没有名为“{name}”的密码套件，可用 international 或 guomi。",
            "There is no cipher suite “{name}”; use international or guomi.",
        )
        raise Refusal("cipher.suite_unknown", said.format(name=name), field="suite")
    return SUITES[name]


def seal(data: bytes, suite: str = "international") -> str:
    """The hash of `data` with the name of its algorithm.

    >>> seal(b"abc", "guomi")
    'sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    algorithms_of = suite_named(suite)
    return f"{algorithms_of.hash_name}:{algorithms_of.digest(data).hex()}"


def fits_seal(data: bytes, sealed: str) -> bool:
    """Whether `sealed` is the seal of `data`, by the algorithm that it names; an unknown name fits nothing."""
    named = sealed.partition(":")[0]
    return any(
        compare_digest(seal(data, suite.name).encode(), sealed.encode())
        for suite in SUITES.values()
        if suite.hash_name == named
    )
