"""Seals personal data and hashes what must be found again without being read."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.fernet import Fernet


class Vault:
    """Fernet (AES-128-CBC with HMAC) for values, keyed SHA-256 for look-ups."""

    def __init__(self, seal_key: str, hash_key: str) -> None:
        self._fernet = Fernet(seal_key.encode())
        self._hash_key = hash_key.encode()

    def seal(self, text: str) -> bytes:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def open(self, sealed: bytes) -> str:
        """Decrypt what `seal` made. Raises cryptography's InvalidToken for anything else."""
        return self._fernet.decrypt(bytes(sealed)).decode("utf-8", "surrogatepass")

    def seal_bytes(self, content: bytes) -> bytes:
        """Encrypt a file's content."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Decrypt what `seal_bytes` made. Raises cryptography's InvalidToken for anything else."""
        return self._fernet.decrypt(bytes(sealed))

    def hash(self, purpose: str, text: str) -> str:
        """A keyed hash, 64 hex digits; `purpose` keeps equal texts of different kinds apart."""
        return hmac.new(self._hash_key, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()
