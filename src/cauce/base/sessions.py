"""Django's sessions in the database, written through the gate like everything else."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from cauce.base.gate import gate


class SessionStore(DatabaseStore):
    """The session of a signed-in officer."""

    def save(self, must_create: bool = False) -> None:
        """Store the session, in turn."""
        with gate():
            super().save(must_create=must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session, in turn."""
        with gate():
            super().delete(session_key)

    @classmethod
    def clear_expired(cls) -> None:
        """Forget every session that is over, in turn."""
        with gate():
            super().clear_expired()
