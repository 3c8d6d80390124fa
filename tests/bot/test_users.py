"""Who may use an archive, and what of it lies in the file."""

import json
import stat

import pytest

from bot.users import UserError, Users

PASSWORD = "correct horse battery"


@pytest.fixture
def users(tmp_path):
    users = Users(tmp_path)
    users.add("ada", "editor", PASSWORD)
    return users


def test_the_right_password_tells_who_it_is_and_a_wrong_one_nobody(users):
    assert users.verify("ada", PASSWORD).is_editor
    assert users.verify("ada", PASSWORD + "!") is None
    assert users.verify("bert", PASSWORD) is None


def test_the_file_holds_no_password_and_is_its_owners_only(users, tmp_path):
    file = tmp_path / "users.json"
    assert PASSWORD not in file.read_text("utf-8")
    assert json.loads(file.read_text("utf-8"))["users"]["ada"]["password"].startswith("$argon2id$")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_one_process_changes_another_sees(users, tmp_path):
    other = Users(tmp_path)
    other.add("bert", "reader", PASSWORD)
    assert [(user.name, user.role) for user in users.all()] == [("ada", "editor"), ("bert", "reader")]
    other.remove("ada")
    assert users.find("ada") is None


def test_a_new_password_changes_the_stamp(users):
    before = users.find("ada").stamp
    users.set_password("ada", "another password")
    assert users.find("ada").stamp != before
    assert users.verify("ada", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("ada", PASSWORD, "There is a user ada already"),
        ("bert", "short", "shorter than 8 characters"),
        ("bert", "x" * 201, "longer than 200 characters"),
        ("<b>bert</b>", PASSWORD, "cannot be a name"),
        ("a:b", PASSWORD, "cannot be a name"),
        ("", PASSWORD, "cannot be a name"),
        ("x" * 65, PASSWORD, "cannot be a name"),
    ],
)
def test_what_cannot_be_added_is_told(users, name, password, said):
    with pytest.raises(UserError, match=said):
        users.add(name, "reader", password)


def test_whoever_is_not_there_cannot_be_changed(users):
    for change in (lambda: users.remove("bert"), lambda: users.set_password("bert", PASSWORD)):
        with pytest.raises(UserError, match="There is no user bert"):
            change()


def test_a_damaged_file_lets_nobody_in(users, tmp_path):
    (tmp_path / "users.json").write_text("{", "utf-8")
    with pytest.raises(UserError, match="Restore it"):
        users.exist()
