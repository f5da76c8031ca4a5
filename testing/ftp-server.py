"""An FTP server for tests: reads one line of JSON from standard input, serves one folder, ends when its input closes."""
import json
import sys
import threading

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

config = json.loads(sys.stdin.readline())
authorizer = DummyAuthorizer()
if config.get("user"):
    authorizer.add_user(config["user"], config["password"], config["folder"])
else:
    authorizer.add_anonymous(config["folder"])


class Handler(FTPHandler):
    proto_cmds = {name: entry for name, entry in FTPHandler.proto_cmds.items() if name not in config["without"]}
    auth_failed_timeout = 0


Handler.authorizer = authorizer
# What a server behind a wrong address translation, or a hostile one, tells its clients.
Handler.masquerade_address = config.get("masquerade")
server = FTPServer((config["host"], config["port"]), Handler)


def end():
    sys.stdin.read()
    server.close_all()


threading.Thread(target=end, daemon=True).start()
print(json.dumps({"port": server.socket.getsockname()[1]}), flush=True)
server.serve_forever(handle_exit=False)
