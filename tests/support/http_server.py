"""A web server on 127.0.0.1 for the tests of app/delivery.

Prints its port and ends when its standard input does. It answers with what the plan says, a JSON list that the first
argument is, one item for each request: {"status", "headers", "body", "close": "before"|"middle", "hang"}.
The last item answers all further ones. Requests are written to the file REQUESTS, one JSON line each.
"""
import json
import os
import ssl
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

plan = json.loads(sys.argv[1])
requests = sys.argv[2]
lock = threading.Lock()
served = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        global served
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
        with lock:
            now = plan[min(served, len(plan) - 1)]
            served += 1
            with open(requests, "a", encoding="utf-8") as out:
                out.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}) + "\n")
        if now.get("hang"):
            threading.Event().wait()
        if now.get("close") == "before":
            self.close_connection = True
            return
        answer = now.get("body", "").encode("utf-8")
        self.send_response(now["status"])
        for name, value in now.get("headers", {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer) + (now.get("close") == "middle")))
        self.end_headers()
        self.wfile.write(answer)
        if now.get("close") == "middle":
            self.close_connection = True

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # clients that hang up are part of the tests


server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
    server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.buffer.read()
os._exit(0)
