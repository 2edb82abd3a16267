from pathlib import Path
from tests.builders import raised
from tests.concerns.pages import begun, send, signed_in
from cairn.access.binding import acting_as
from cairn.referrals import verbs as referrals
from cairn.referrals.models import Referral
from cairn.referrals.kinds import Answer
OUT=Path("/tmp/shots"); OUT.mkdir(exist_ok=True)
def keep(name, answer):
    html=answer.content.decode().replace('/static/cairn/','file:///work/main/cairn/ui/static/cairn/')
    (OUT/f"{name}.html").write_text(html)
def test_shots(northmoor, client):
    efa=northmoor.actor("efa"); c=signed_in(northmoor,"efa"); d=begun(c)
    keep("new", c.get(f"/concerns/new/?draft={d}"))
    keep("errors", send(c,d,child__0__born="31/2/2009",at="soon",area="x",what_happened=""))
    keep("two", c.post("/concerns/new/",{"draft":d,"what_happened":"She was in a van","child-0-names":"Tang","add_child":"1","urgency":"danger_now"}))
    a=send(c,d,urgency="danger_now",child__0__names="Tang\nVan Tang",child__0__born="about 14",adults="A man",must_not_be_told="Uncle",child__0__identifiers="NHS 943 476 5919",child__0__sex="female")
    keep("sent", c.get(a["Location"]))
    amara=northmoor.actor("amara")
    with acting_as(amara):
        r=Referral.objects.visible_to(amara).filter(purpose="child_protection").get()
        referrals.mark_read(referral=r,by=amara)
        r.refresh_from_db()
        referrals.answer(referral=r,given=referrals.AnswerGiven(Answer.STRATEGY_DISCUSSION,"The words and the van fit.","Thank you. We meet today.\nPlease come."),revision=r.revision,by=amara)
    ref=a["Location"].replace("sent/","")
    keep("progress", c.get(ref)); keep("copy", c.get(ref+"copy/"))
    for _ in range(3): raised(efa)
    keep("mine", c.get("/concerns/"))
    keep("door", client.get("/concerns/door/"))
    client.post("/concerns/door/",{"what_happened":"x","phone":"01632 960777","urgency":"danger_now"})
    keep("door_sent", client.get("/concerns/door/sent/"))
    keep("about", client.get("/concerns/about-staff/"))
