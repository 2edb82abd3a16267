import json, pytest
from django.db import transaction
from tests.outsiders.addresses import *
from tests.outsiders.scene import *
def test_gen(scene):
    out={}
    for name, a in sorted(addresses().items()):
        row={}
        for method in ("GET","POST","PUT","DELETE"):
            codes=[]
            for c in CALLERS:
                try:
                    with transaction.atomic():
                        r=scene.ask(c, method, a.path(scene), **sent(name, method, scene))
                        codes.append(str(r.status_code)); 
                        leak=[s for s in scene.secrets if c in("chidi","token","nobody","leaver","revoked","dana") and s in r.content.decode(errors="replace")]
                        if leak: print("LEAK", name, method, c, leak)
                        transaction.set_rollback(True)
                except Exception as e:
                    codes.append("!!!"); print("EXC", name, method, c, type(e).__name__, str(e)[:300])
            row[method]=" ".join(codes)
        out[name]=row
        print(name)
        for m,v in row.items(): print("    ",m.ljust(6),v)
