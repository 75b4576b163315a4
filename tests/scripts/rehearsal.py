"""Plays `make demo` with stand-ins for web, worker and schedule: `rehearsal.py SCHEDULE --port N`."""

import sys

from scripts import demo

WEB = """
import http.server, sys

class Alive(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Alive).serve_forever()
"""
WAITING = """
import signal, sys

def leave(number, frame):
    print("heard", signal.Signals(number).name, flush=True)
    sys.exit(0)

signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGINT, leave)
print("waiting", flush=True)
while True:
    signal.pause()
"""
DYING = 'print("my last words", flush=True); raise SystemExit(7)'


def main() -> int:
    schedule = {"waiting": WAITING, "dying": DYING}[sys.argv.pop(1)]
    python = [sys.executable, "-c"]
    demo.commands = lambda port, var: {
        "web": [*python, WEB, str(port)],
        "worker": [*python, WAITING],
        "schedule": [*python, schedule],
    }
    demo.prepare = lambda supervisor, environment, accounts: accounts.write_text("asker@example.org")
    return demo.main()


if __name__ == "__main__":
    sys.exit(main())
