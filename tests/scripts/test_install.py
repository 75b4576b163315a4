"""`make`: what is missing is said before anything is installed."""

import os
import shutil
import subprocess

import pytest

from scripts.demo import ROOT

TOO_OLD = '#!/bin/sh\nif [ "$1" = --version ]; then echo "Python 3.9.2"; exit 0; fi\nexit 1\n'
WITHOUT_VENV = "#!/bin/sh\ncase $2 in *ensurepip*) exit 1 ;; esac\nexit 0\n"


@pytest.fixture
def clone(tmp_path):
    """A folder with what the installation reads."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    return tmp_path


def install(clone, python, *arguments):
    return subprocess.run(
        ["sh", "scripts/install", *arguments],
        cwd=clone,
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("interpreter", "said"),
    [
        (None, "found no "),
        (TOO_OLD, "found Python 3.9.2"),
        (WITHOUT_VENV, "apt install python3-venv"),
    ],
    ids=["no python", "old python", "no venv"],
)
def test_a_missing_prerequisite_is_said_and_nothing_is_installed(clone, interpreter, said):
    python = clone / "some-python"
    if interpreter:
        python.write_text(interpreter)
        python.chmod(0o755)
    ran = install(clone, python)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Nothing was installed." in ran.stderr
    assert not (clone / ".venv").exists()


def test_an_unknown_option_is_refused(clone):
    assert install(clone, "python3", "--everything").returncode == 2
