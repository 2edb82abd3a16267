"""Before a child is opened for the first time: somebody who knows the family is shut out, and the lead hears of it."""

import re


def test_whoever_knows_the_family_is_kept_from_the_record(browsing):
    efa = browsing.member("efa")
    efa.presses("Raise a concern").chooses("Not this minute, but somebody should act today")
    efa.types("What did you see or hear?", "A boy of about twelve slept in the launderette again.")
    efa.presses("Send")
    amara = browsing.member("amara").presses("Decide what the child needs", "link")
    child = re.search(r"/children/C-[^/]+/", amara.page.content())
    assert child, amara.path
    farid = browsing.member("farid")
    farid.page.goto(farid.address + child[0])
    farid.checks().reads("Before you open this record", "The child is known as")
    with farid.page.expect_navigation():
        farid.page.get_by_role("button", name="Continue", exact=True).click()
    farid.checks().reads("Answer yes or no").chooses("Yes, I or somebody close to me may know one of them")
    with farid.page.expect_navigation():
        farid.page.get_by_role("button", name="Continue", exact=True).click()
    farid.checks().reads("This record is kept from you").opens(child[0], status=404)
    amara.opens("/inbox/").reads("Somebody who may know a child in person was kept from the record.")
    amara.opens(f"{child[0]}kept-from/").reads("They said that they know the child")
