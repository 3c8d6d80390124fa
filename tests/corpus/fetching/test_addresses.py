import pytest

from corpus.errors import FetchError
from corpus.fetching.addresses import is_address, is_public, numbers_of, read_address


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "0.0.0.0", "0.1.2.3"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::", "2002:c0a8:101::1", "2001:0:7f00:1::", "4000::1", "not a number"),
    ],
)
def test_numbers_of_private_networks_are_told_in_every_spelling(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_numbers_of_the_public_internet_are_told(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://017700000001/"),
        *("http://localhost/", "http://LOCALHOST./", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]:80/"),
        *("http://169.254.169.254/latest/meta-data/", "https://192.168.1.1/", "http://10.0.0.1:8080/a"),
    ],
)
def test_a_private_address_is_refused_and_the_option_that_allows_it_is_named(url):
    with pytest.raises(FetchError, match=r"not on the public internet; .* --allow-host "):
        numbers_of(read_address(url))


def test_a_name_that_leads_to_a_public_and_a_private_number_is_refused(monkeypatch):
    numbers = [(2, 1, 6, "", (number, 80)) for number in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: numbers)
    with pytest.raises(FetchError, match=r"--allow-host news\.example"):
        numbers_of(read_address("http://news.example/"))
    assert numbers_of(read_address("http://news.example/"), {"news.example"}) == ("93.184.215.14", "127.0.0.1")


def test_a_host_that_is_allowed_by_name_may_be_anywhere_and_no_other():
    assert numbers_of(read_address("http://127.0.0.1:8000/"), {"127.0.0.1"}) == ("127.0.0.1",)
    with pytest.raises(FetchError):
        numbers_of(read_address("http://127.0.0.2:8000/"), {"127.0.0.1"})


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://example.org/feed.xml", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        ("http://", "names no host"),
        ("http://user:secret@example.org/", "password"),
        ("http://exa mple.org/", "not a valid web address"),
        ("http://example.org:99999/", "not a valid web address"),
    ],
)
def test_only_web_addresses_are_fetched_and_the_reason_is_said(url, said):
    with pytest.raises(FetchError, match=said):
        numbers_of(read_address(url))


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("HTTPS://News.Example.org:443/a?b=c#d", "https://news.example.org/a?b=c"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:8080/ä", "http://example.org:8080/%C3%A4"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
    ],
)
def test_one_address_has_one_spelling(url, whole):
    assert read_address(url).url == whole


def test_files_are_not_taken_for_addresses():
    assert is_address("https://example.org/feed")
    assert is_address("ftp://example.org/feed")
    assert not any(map(is_address, ("articles", "./http", "C:\\news\\a.txt", "news.xml", "http:")))
