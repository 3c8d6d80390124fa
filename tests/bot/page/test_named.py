"""What an editor may name to be fetched or watched, and what is refused with its reason."""

import pytest

from bot.page.named import MOST_LINES, check_address, check_source, sort_out
from bot.page.rules import PageError, check_folders
from corpus.errors import NewsdeskError


def test_each_line_is_taken_once_and_what_is_refused_has_its_reason():
    text = "\n https://a.example/feed \nfoo\nhttps://a.example/feed\n\nftp://b.example/\nhttp://user:word@c.example/\n"
    good, refused = sort_out(text, check_address)
    assert good == ["https://a.example/feed"]
    assert [line for line, _ in refused] == ["foo", "ftp://b.example/", "http://user:word@c.example/"]
    assert [reason.split(";")[0] for _, reason in refused] == [
        "it is not a web address",
        "only http and https addresses are fetched",
        "an address with a password in it is not fetched",
    ]


def test_more_lines_than_a_person_writes_are_not_taken():
    good, refused = sort_out("\n".join(f"https://a.example/{n}" for n in range(MOST_LINES + 5)), check_address)
    assert len(good) == MOST_LINES
    assert len(refused) == 1


def test_without_users_any_folder_or_file_of_the_machine_is_watched(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert check_source(str(tmp_path), False, []) == str(tmp_path)
    assert check_source(str(file), False, []) == str(file)
    assert check_source("https://a.example/feed", False, []) == "https://a.example/feed"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("articles/", "with its whole path"),
        ("../articles", "with its whole path"),
        ("/not/there", "no such file or folder"),
        ("/dev/zero", "no such file or folder"),
        ("file:///etc/passwd", "only http and https"),
        ("/a\0b", "no such file or folder"),
        ("~nobody-of-this-name/x", "no such file or folder"),
    ],
)
def test_what_cannot_be_watched_is_refused(line, reason):
    with pytest.raises(NewsdeskError, match=reason):
        check_source(line, False, [])


def test_with_users_a_folder_is_watched_only_at_or_below_one_that_is_allowed(tmp_path):
    desk, private, twin = tmp_path / "desk", tmp_path / "private", tmp_path / "desk-2"
    for folder in (desk / "in", private, twin):
        folder.mkdir(parents=True)
    (desk / "out").symlink_to(private)
    (desk / "circle").symlink_to(desk / "circle")
    assert check_source(str(desk), True, [desk]) == str(desk)
    assert check_source(str(desk / "in"), True, [private / "x", desk]) == str(desk / "in")
    assert check_source("https://a.example/feed", True, []) == "https://a.example/feed"
    for outside in (private, twin, tmp_path, desk / "out", desk / ".." / "private", "/etc/passwd", "/not/there", "~"):
        with pytest.raises(NewsdeskError, match=f"only folders below {desk} are watched here"):
            check_source(str(outside), True, [desk])
        with pytest.raises(NewsdeskError, match="--watch-below"):
            check_source(str(outside), True, [])
    for strange in (desk / "circle", f"{desk}/a\0b", "~nobody-of-this-name/x"):
        with pytest.raises(NewsdeskError):
            check_source(str(strange), True, [desk])


def test_a_folder_to_allow_has_to_be_one(tmp_path):
    check_folders((tmp_path,))
    with pytest.raises(PageError, match="--watch-below"):
        check_folders((tmp_path, tmp_path / "missing"))
