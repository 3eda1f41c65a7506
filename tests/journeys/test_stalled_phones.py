"""Twelve phones send half of what they announced and stall: every other visitor is still served."""

import socket

from tests.room.cli.office import Office

PHONES = 12
HALF = (
    b"POST /could-i HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 4000\r\n\r\nwho=me&others="
)


def test_another_visitor_is_served(office: Office) -> None:
    phones = [socket.create_connection(("127.0.0.1", office.port)) for _ in range(PHONES)]
    try:
        for phone in phones:
            phone.sendall(HALF)
        # An answer that does not come within ten seconds is an error of `get`.
        for address in ("/", "/could-i", "/pathways", "/health"):
            assert office.get(address) == 200
    finally:
        for phone in phones:
            phone.close()
