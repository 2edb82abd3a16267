from tests.children.pages import *
from tests.house import pseudo_locale
from django.utils import translation
def test_dump(northmoor, tmp_path, settings):
    child = a_child(northmoor, urgency="danger_now")
    says_age(northmoor, "amara", child, "10-12")
    writes(northmoor, "amara", child, "قالت")
    pseudo_locale.write(tmp_path)
    out = {}
    for who in ("amara","efa"):
        for s in ("", "story/", "facts/", "facts/add/", "facts/add/?kind=whereabouts", "decisions/", "plan/", "sharing/", "responsibility/", "story/add/", "ask/"):
            b = browser(northmoor, who)
            a = b.get(f"/children/{child.reference}/{s}")
            if a.status_code == 200:
                open(f"/tmp/childpages_{who}_{s.replace('/','_').replace('?','_')}.html","w").write(a.content.decode())
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [*settings.LANGUAGES, (pseudo_locale.LANGUAGE, "x")]
    from django.utils.translation import trans_real
    trans_real._translations.clear(); trans_real.get_languages.cache_clear(); trans_real.get_supported_language_variant.cache_clear()
    import django.conf.locale
    from cairn.partnership.models import Team, Agency, Area, Practitioner
    allowed = [child.reference, NAME] + [str(x) for m in (Team, Agency, Area) for x in m.objects.values_list("name", flat=True)] + list(Practitioner.objects.values_list("name", flat=True)) + ["keeps children safe", "A girl of about eleven was in a van behind the market.", "England", "Eastmoor"]
    for who in ("amara","efa"):
        for s in ("", "story/", "facts/", "facts/add/", "facts/add/?kind=whereabouts", "decisions/", "plan/", "sharing/", "responsibility/", "story/add/"):
            b = browser(northmoor, who)
            a = b.get(f"/children/{child.reference}/{s}", headers={"accept-language": pseudo_locale.LANGUAGE})
            if a.status_code == 200:
                print(who, s, sorted(set(pseudo_locale.bare(a.content.decode(), tuple(allowed))))[:40])
