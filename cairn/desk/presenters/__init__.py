"""What My work, the hub's list and the frame of every page show, as plain values."""

from cairn.desk.presenters.hub import HubList, hub_list
from cairn.desk.presenters.lines import DutyLine
from cairn.desk.presenters.shell import shell_for
from cairn.desk.presenters.work import Work, WorkApart, work_apart, work_of

__all__ = ["DutyLine", "HubList", "Work", "WorkApart", "hub_list", "shell_for", "work_apart", "work_of"]
