"""The key of a form, when what it brings is not what it brought before: a stale page loses nobody's words."""

import hashlib


def another(form_key: str, *said: object) -> str:
    """The key of these words under that form, always the same: sent twice they are still stored once."""
    named = "\n".join(str(each) for each in (form_key, *said))
    return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=18).hexdigest()
