"""Reading a file of people, row by row, with a sentence for everything that makes it unusable."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cairn.core.errors import Refused
from cairn.matching.linking.columns import ColumnMap

_LONGEST_CELL = 100_000  # letters
_SHOWN = 60  # letters of a value in a sentence


@dataclass(slots=True)
class PeopleFile:
    """A CSV file with a header, in UTF-8, and which of its columns say what. Ids of the rows read so far are kept."""

    path: Path
    columns: ColumnMap
    ids: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[list[str]]:
        """The mapped columns of each row, in the order of `columns.columns`, stripped; the id is the first.

        Refuses a file that cannot be opened (`link_file_missing`), holds nothing (`link_file_empty`), is not UTF-8
        (`link_file_not_utf8`), lacks a column or names one twice (`link_column_missing`, `link_header_twice`), has a
        row of another length (`link_row_length`) or an id that is empty or not the only one (`link_id_empty`,
        `link_id_twice`).
        """
        self.ids.clear()
        csv.field_size_limit(_LONGEST_CELL)
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as lines:
                yield from self._rows(csv.reader(lines, strict=True))
        except UnicodeDecodeError as error:
            raise Refused("link_file_not_utf8", file=self.path.name) from error
        except csv.Error as error:
            raise Refused("link_file_not_csv", file=self.path.name, why=str(error)) from error
        except OSError as error:
            raise Refused("link_file_missing", file=self.path.name, why=error.strerror or "") from error

    def _rows(self, lines: Iterator[list[str]]) -> Iterator[list[str]]:
        header = [name.strip() for name in next(lines, [])]
        if not any(header):
            raise Refused("link_file_empty", file=self.path.name)
        places = [self._place(header, name) for name in self.columns.columns]
        seen: set[str] = set()
        for number, line in enumerate(lines, start=2):
            if not line:
                continue
            if len(line) != len(header):
                raise Refused("link_row_length", file=self.path.name, row=number, found=len(line), needed=len(header))
            row = [line[place].strip() for place in places]
            self._keep_id(row[0], number, seen)
            yield row
        if not seen:
            raise Refused("link_file_empty", file=self.path.name)

    def _place(self, header: list[str], name: str) -> int:
        if header.count(name) > 1:
            raise Refused("link_header_twice", file=self.path.name, column=name)
        if name not in header:
            raise Refused("link_column_missing", file=self.path.name, column=name, found=", ".join(header)[:500])
        return header.index(name)

    def _keep_id(self, found: str, number: int, seen: set[str]) -> None:
        if not found:
            raise Refused("link_id_empty", file=self.path.name, row=number)
        if found in seen:
            raise Refused("link_id_twice", file=self.path.name, row=number, id=found[:_SHOWN])
        seen.add(found)
        self.ids.append(found)
