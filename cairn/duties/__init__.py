"""What somebody owes: clock policies, working-day calendars, duties and drafts."""
