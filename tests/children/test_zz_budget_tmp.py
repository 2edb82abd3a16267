import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.children.test_child_page import *

def test_count(northmoor, browser, child):
    amara = northmoor.actor("amara")
    with acting_as(amara):
        rec = verbs.own_record(child=child, by=amara)
        for n in range(20):
            add_entry(record=rec, said=Said(EntryKind.SEEN, f"w{n}", HowKnown.SEEN), by=amara)
    b = browser("amara")
    for s in SECTIONS + ("story/?print=1","story/add/", "facts/add/?kind=birth"):
        b.get(f"/children/{child.reference}/{s}")
        with CaptureQueriesContext(connection) as seen:
            b.get(f"/children/{child.reference}/{s}")
        print(s, len(seen.captured_queries))
        if s == "":
            for one in seen.captured_queries: print("   ", one["sql"][:170])
