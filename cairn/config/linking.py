"""The sentences for whatever makes files impossible to link (`cairn link`)."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "link_map_missing": _("The column map “%(file)s” cannot be read: %(why)s."),
    "link_map_unreadable": _("The column map is not valid TOML: %(why)s."),
    "link_map_unknown_key": _("The column map has the key “%(key)s”, which means nothing here. Known: %(known)s."),
    "link_map_value": _("The value of “%(key)s” in the column map is not of the right kind: see the documentation."),
    "link_map_needs": _("The column map must say which column holds “%(key)s”."),
    "link_map_column_twice": _("The column map names the column “%(column)s” twice. Each column says one thing."),
    "link_file_missing": _("The file “%(file)s” cannot be read: %(why)s."),
    "link_file_empty": _("The file “%(file)s” holds nobody: it needs a header and at least one row."),
    "link_file_not_utf8": _("The file “%(file)s” is not UTF-8. Save it as CSV in UTF-8 and try again."),
    "link_file_not_csv": _("The file “%(file)s” is not a proper CSV file: %(why)s."),
    "link_header_twice": _("The file “%(file)s” has two columns called “%(column)s”."),
    "link_column_missing": _("The file “%(file)s” has no column “%(column)s”. It has: %(found)s."),
    "link_row_length": _("Row %(row)s of “%(file)s” has %(found)s cells, but the header has %(needed)s."),
    "link_id_empty": _("Row %(row)s of “%(file)s” has no id."),
    "link_id_twice": _("Row %(row)s of “%(file)s” has the id “%(id)s”, which an earlier row has already."),
    "link_dates_unreadable": _(
        "Most dates in column “%(column)s” of “%(file)s” cannot be. Say in the column map how they are written."
    ),
    "link_out_exists": _("The file “%(file)s” exists already. Nothing was written; choose another name."),
    "link_out_unwritable": _("The file “%(file)s” cannot be written: %(why)s."),
    "link_no_spark": _("Spark is not installed here, or it found no Java to run on. See the documentation."),
}
