from django.db import transaction
from tests.outsiders.addresses import *
from tests.outsiders.scene import *
NO_PAGE="405 405 302 405 405 405 405 302 302 302 302"
NO_CALL="405 405 405 405 405 405 405 405 401 405 405"
def test_gen(scene):
    for name, a in sorted(addresses().items()):
      for variant in ("", "answered") if "referral_id" in a.pattern else ("",):
        row={}
        for method in METHODS:
            codes=[]
            for c in CALLERS:
                try:
                    with transaction.atomic():
                        r=scene.ask(c, method, a.path(scene,variant), **sent(name, method, scene))
                        codes.append(str(r.status_code)); 
                        if c in("chidi","token","nobody","leaver","revoked","dana"):
                            leak=[s for s in scene.secrets if s in r.content.decode(errors="replace")]
                            if leak: print("LEAK", name, method, c, leak)
                        transaction.set_rollback(True)
                except Exception as e:
                    codes.append("!!!"); print("EXC", name, method, c, type(e).__name__, str(e)[:300])
            row[method]=" ".join(codes)
        default=NO_CALL if name.startswith("api:") else NO_PAGE
        row={m:v for m,v in row.items() if v!=default}
        print('    "%s": {'%(name+("#"+variant if variant else "")))
        for m,v in row.items(): print('        "%s": "%s",'%(m,v))
        print("    },", flush=True)
