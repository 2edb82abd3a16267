"""Sharing chosen parts of what is known with somebody who has no way into Cairn: a link opened once, or paper."""
