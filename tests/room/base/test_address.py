"""A throttle counts the caller's address, and nobody can write another one into a header."""

import ipaddress

import pytest
from django.core.exceptions import ImproperlyConfigured

from cauce.base import environment
from cauce.base.address import client_address, network

OURS = (ipaddress.ip_network("127.0.0.1/32"), ipaddress.ip_network("10.9.0.0/28"))


@pytest.fixture
def seen(rf, settings):
    settings.CAUCE_PROXIES = OURS

    def ask(peer, forwarded=None):
        more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        return client_address(rf.get("/", REMOTE_ADDR=peer, **more))

    return ask


@pytest.mark.parametrize(
    ("peer", "forwarded", "counts"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, 198.51.100.1, 10.9.0.3", "198.51.100.1"),
        ("127.0.0.1", "192.0.2.66, nonsense", "127.0.0.1"),
        ("127.0.0.1", "nonsense, 10.9.0.3", "10.9.0.3"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "2001:DB8::7", "2001:db8::7"),
        ("", "198.51.100.1", ""),
    ],
    ids=[
        "a phone",
        "a phone that lies",
        "a proxy that says nothing",
        "a phone behind a proxy",
        "a lying phone behind a proxy",
        "behind two proxies of ours",
        "what no proxy writes",
        "what no proxy writes, behind two",
        "an empty header",
        "one spelling of an address",
        "nobody knows",
    ],
)
def test_the_last_hop_that_is_not_ours_counts(seen, peer, forwarded, counts):
    assert seen(peer, forwarded) == counts


def test_without_a_proxy_no_header_counts(seen, settings):
    settings.CAUCE_PROXIES = ()
    assert seen("127.0.0.1", "198.51.100.1") == "127.0.0.1"


def test_the_environment_names_them(tmp_path):
    said = {"CAUCE_DATA": str(tmp_path), "CAUCE_PROXIES": "127.0.0.1, 10.9.0.0/28"}
    assert environment.read(said).proxies == OURS
    assert environment.read({"CAUCE_DATA": str(tmp_path)}).proxies == ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("proxy.example", "'proxy.example' is no address"),
        ("10.9.0.1/28", "is no address"),
        ("0.0.0.0/0", "not the whole network"),
        ("::/0", "not the whole network"),
    ],
)
def test_a_wrong_one_is_refused(tmp_path, value, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        environment.read({"CAUCE_DATA": str(tmp_path), "CAUCE_PROXIES": value})


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_one_house_is_one_network(address, whose):
    assert network(address) == whose
