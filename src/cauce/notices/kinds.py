"""What is said of letters by their kind."""

# The outbox's name for sending one delivery.
SEND = "notices.send"
# Letters that say what the household did itself, or that nothing changed: nobody is called only for these.
PAGE_IS_ENOUGH = frozenset(
    {"received", "withdrawn", "review_received", "code", "copy_ready", "still_waiting"}
)
# Why a line gives up an address for good: nobody is there.
NO_SUCH_ADDRESS = "no_such_address"
# Short messages that are no letters: they never stand on the household's page.
NO_LETTER = frozenset({"code"})
