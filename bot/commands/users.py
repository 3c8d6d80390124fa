"""Users: the verbs `newsdesk user …`, which say who may use an archive that is served to others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import Json, out, print_json
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.users import Users

__all__ = ["users"]

users = typer.Typer(
    help="Say who may use the archive when it is served: readers ask, editors also change the library.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(help="The name to sign in with.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
]


@users.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help='What they may do: "reader" or "editor".')],
    password_stdin: FromInput = False,
) -> None:
    """Add a user, asking for the password; from then on nobody uses the page without one."""
    from bot.users import ROLES

    found = next((known for known in ROLES if known == role), None)
    if found is None:
        raise NewsdeskError(f"There is no role {role}. Choose one: --role reader, or --role editor.")
    _users(context).add(name, found, _password(password_stdin))
    out.print(f"{name} may now sign in as {'an editor' if role == 'editor' else 'a reader'}.", markup=False)


@users.command()
def password(context: typer.Context, name: Name, password_stdin: FromInput = False) -> None:
    """Change a user's password, which ends their sessions."""
    _users(context).set_password(name, _password(password_stdin))
    out.print(f"The password of {name} is changed; their sessions have ended.", markup=False)


@users.command()
def remove(context: typer.Context, name: Name) -> None:
    """Remove a user, which ends their sessions."""
    _users(context).remove(name)
    out.print(f"{name} is removed; their sessions have ended.", markup=False)


@users.command("list")
def show(context: typer.Context, as_json: Json = False) -> None:
    """Say who there is, and what they may do."""
    found = _users(context).all()
    if as_json:
        print_json({"users": [{"name": user.name, "role": user.role} for user in found]})
    elif not found:
        out.print("There are no users: the page is served on this machine only, and asks for no password.")
    else:
        for user in found:
            out.print(f"{user.role:<8}{user.name}", markup=False)


def _users(context: typer.Context) -> Users:
    from bot.users import Users
    from corpus.archive import Archive

    return Users(Archive(context.obj).folder)


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise NewsdeskError("There is no terminal to ask for the password in. Pipe it in: --password-stdin")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed
