"""Papers that families send: taken, painted anew, sealed, shown to those who may, and swept."""
