"""The child that guesses languages: one text per line comes in as JSON, one line of likely languages goes out.

Its model takes 75 MB, so it lives only as long as it has work. It knows nothing of the site: standard library and
py3langid only, started as a file of its own.
"""

import json
import sys

from py3langid.langid import MODEL_FILE, LanguageIdentifier

BEST = 6


def main() -> None:
    """The first line names the languages to choose from; each line after it is a text."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    wanted = set(json.loads(sys.stdin.readline()))
    identifier.set_languages([code for code in identifier.labels if code in wanted])
    for line in sys.stdin:
        ranked = identifier.rank(json.loads(line))[:BEST]
        print(json.dumps([[code, round(share, 4)] for code, share in ranked]), flush=True)


if __name__ == "__main__":
    main()
