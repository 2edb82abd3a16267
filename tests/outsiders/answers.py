"""What whole groups of addresses answer, for each of the callers.

The columns, in the order of scene.CALLERS: amara (her team was asked to decide), efa (raised it), diary (the system of
efa's agency), chidi (another area, nothing to do with it), farid (hub), robin (reads, in amara's team), dana
(administrator), leaver (was in amara's team until a moment ago), revoked (a system whose key was withdrawn), token (the
system of chidi's agency), nobody. "*" is every method that the row does not name.
"""

import re

# In a token any short word may stand by chance. (Ids have hyphens, and stay.)
TOKEN = re.compile(r"[A-Za-z0-9_+=]{32,}")
# An address that does not know the method; whoever is not signed in is sent to do that first.
NO_PAGE = "405 405 302 405 405 405 405 302 302 302 302"
NO_CALL = "405 405 405 405 405 405 405 405 401 405 405"
ANY_PERSON = "200 200 302 200 200 200 200 302 302 302 302"
# Pages of the data-protection desk: nobody here is a lead; tests/stewardship says what leads are shown.
NO_LEAD = "403 403 302 403 403 403 403 302 302 302 302"
ALL_200, ALL_302, ALL_404, ALL_405 = (" ".join([code] * 11) for code in ("200", "302", "404", "405"))
