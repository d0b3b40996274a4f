"""A server that speaks S3, on loopback and in a process of its own, and a proxy before it that makes trouble."""

import os
import socket
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import suppress

from clusters import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_DEFAULT_REGION": "us-east-1"}
_SECONDS_TO_START = 300
_TICK = 0.05
_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
_BODY = b"<?xml version='1.0'?><Error><Code>%s</Code><Message>%s</Message></Error>"
_ANSWERS = {
    "throttle": (b"503 Slow Down", _BODY % (b"SlowDown", b"Please reduce your request rate.")),
    "deny": (b"403 Forbidden", _BODY % (b"AccessDenied", b"Access Denied")),
}


class S3Server:
    """moto's server."""

    def __init__(self, folder):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with (folder / "s3.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | KEYS,
            )
        # What counts is for how long this process has looked: the machine may be too busy for both of them.
        for _ in range(round(_SECONDS_TO_START / _TICK)):
            if self._process.poll() is not None:
                raise RuntimeError(f"the S3 server ended:\n{self._said(folder)}")
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            time.sleep(_TICK)
        self.end()
        raise TimeoutError(f"the S3 server did not start:\n{self._said(folder)}")

    @staticmethod
    def _said(folder):
        return (folder / "s3.log").read_text("utf-8", "replace")[-3000:]

    def end(self):
        self._process.kill()
        self._process.wait()


class Trouble(socketserver.ThreadingTCPServer):
    """A proxy that passes requests on, but for each so-manieth of a method, which it refuses or just drops."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port, every, kind, methods=b"GET HEAD PUT POST DELETE"):
        self.target = port
        self.every = every
        self.kind = kind
        self.methods = methods.split()
        self.requests = 0
        self.refused = 0
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Pass)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def must_refuse(self, method):
        if method not in self.methods:
            return False
        with self.lock:
            self.requests += 1
            refuse = self.requests % self.every == 0
            self.refused += refuse
            return refuse

    def end(self):
        self.shutdown()
        self.server_close()


class _Pass(socketserver.StreamRequestHandler):
    """One request a connection: its head is read and passed on with the rest."""

    def handle(self):
        head = b""
        while (line := self.rfile.readline()) not in {b"\r\n", b""}:
            if not line.lower().startswith(b"connection:"):
                head += line
        if not head:
            return
        if self.server.must_refuse(head.partition(b" ")[0]):
            if self.server.kind in _ANSWERS:
                self._swallow(head)
                status, body = _ANSWERS[self.server.kind]
                self.wfile.write(_HEAD % (status, len(body)) + body)
            return
        with socket.create_connection(("127.0.0.1", self.server.target)) as server:
            server.sendall(head + b"Connection: close\r\n\r\n")
            threading.Thread(target=self._forward, args=(server,), daemon=True).start()
            with suppress(OSError):
                while data := server.recv(1 << 16):
                    self.wfile.write(data)

    def _forward(self, server):
        with suppress(OSError, ValueError):
            while data := self.rfile.read1(1 << 16):
                server.sendall(data)

    def _swallow(self, head):
        if b"100-continue" in head.lower():
            return  # it asks first, and has sent no more
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                self.rfile.read(int(line.partition(b":")[2]))
