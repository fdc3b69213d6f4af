"""An adapter in Python 3.11, standard library only. Each extension runs in a Node process with --permission; what it asks for is granted here.

    sandproof smoke --adapter 'exec: python3 adapters/examples/python/adapter.py'

A word behind it names another Node. docs/protocol.md describes the lines of stdin and stdout.
"""
import asyncio
import contextlib
import http.client
import itertools
import json
import re
import shutil
import socket
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.dont_write_bytecode = True  # in somebody's package
from scopes import Refused, expect, read_manifest, read_url

NODE = shutil.which(sys.argv[1] if len(sys.argv) > 1 else "node")
ENGINE = Path(__file__).resolve().with_name("engine.mjs")
BOOT = (ENGINE.parents[3] / "src" / "guest" / "boot.js").read_text("utf-8")  # the guest's side: registration, calls and directus:api
DEFAULTS = {"cpuMs": 1000, "wallMs": 10_000, "loadMs": 10_000, "memoryMiB": 64, "logLines": 1000, "logBytes": 262_144,
            "resultBytes": 1_048_576, "pendingCalls": 100, "registrations": 1000}
FRAMING = re.compile("host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|keep-alive|http2-settings|forwarded"
                     "|x-forwarded-.*|proxy-.*|x-http-method.*|x-method-override|x-original-url|x-rewrite-url")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
BROKEN = {"status": 500, "headers": {"content-type": "application/json"}, "body": {"errors": [{"message": "The extension failed"}]}}
LONGEST_LINE = 64 << 20

extensions = {}
tasks = set()
trusted = {"context": None, "proxy": None}


def send(message):
    sys.stdout.write(json.dumps({"jsonrpc": "2.0"} | message) + "\n")
    sys.stdout.flush()


def begin(work):
    task = asyncio.ensure_future(work)
    tasks.add(task)  # the loop itself keeps no task alive
    task.add_done_callback(tasks.discard)


def later(ms, act, *args):
    return asyncio.get_running_loop().call_later(ms / 1000, act, *args)


def exchange(realm, raw, options):
    """The answer to one request record: what resolves or rejects its promise. No redirect is followed, and no proxy variable read."""
    def reject(kind, message, **more):
        return {"error": {"kind": kind, "name": "Error", "message": f'"request": {message}'} | more}

    url, method, body = read_url(raw), options.get("method", "GET"), options.get("body")
    if url is None or method not in realm.scopes["methods"] or not any(matches(url) for matches in realm.scopes["globs"]):
        return reject("permission", "No permission to use it for this URL and method")
    headers = {name.lower(): value for name, value in options.get("headers", {}).items()}
    if any(FRAMING.fullmatch(name) or re.search("[\r\n\0]", name + value) for name, value in headers.items()):
        return reject("type", "This header can't be set")
    if len(json.dumps(headers)) > 65_536:
        return reject("limit", "These are too many headers")
    if body is not None and not isinstance(body, str):
        form = headers.setdefault("content-type", "application/json").startswith("application/x-www-form-urlencoded")
        body = urlencode(body) if form else json.dumps(body)
    target, most = url["path"] + (url["query"] and "?" + url["query"]), realm.limits["resultBytes"]
    try:
        with contextlib.closing(realm.connect(url)) as connection:
            if trusted["proxy"] and url["scheme"] == "http":
                target = f"http://{url['host']}:{url['port']}{target}"
            connection.request(method, target, body and body.encode("utf-8", "replace"), headers)
            response = connection.getresponse()
            if response.headers.get("content-encoding", "identity") != "identity":
                return reject("network", "The answer is packed, which was not asked for")
            data = response.read(most + 1)
    except (OSError, ValueError, http.client.HTTPException):
        return reject("network", "The host could not be reached")
    if len(data) > most:
        return reject("limit", "The answer is longer than the limit")
    text = data.decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):  # then it stays a text
        text = json.loads(text) if "json" in response.headers.get("content-type", "") else text
    headers = {name.lower(): ", ".join(response.headers.get_all(name)) for name in response.headers}
    answer = {"status": response.status, "statusText": response.reason, "headers": headers, "data": text}
    if 200 <= response.status < 300:
        return {"value": answer}
    return reject("http", f"Request failed with status code {response.status}", status=response.status, response=json.dumps(answer))


class Realm:
    """One extension in one engine process, until a limit kills it."""

    @classmethod
    async def open(cls, name, plan, limits):
        self = cls()
        self.name, (kind, self.scopes, source), self.limits = name, plan, limits
        self.calls, self.numbers, self.unserved, self.pending, self.end, self.sockets = {}, itertools.count(1), 0, 0, None, set()
        self.phase, self.loaded, self.slice = "evaluate", asyncio.get_running_loop().create_future(), None
        flags = ["--permission", f"--allow-fs-read={ENGINE}", "--experimental-vm-modules", "--no-warnings",
                 f"--max-old-space-size={int(limits['memoryMiB']) + 64}"]
        pipe = subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(NODE, *flags, ENGINE, stdin=pipe, stdout=pipe, env={}, limit=LONGEST_LINE)
        begin(self.read())
        clock = later(limits["loadMs"], self.stop, "load")
        guest = {name: limits[name] for name in ("registrations", "pendingCalls", "logLines", "logBytes", "resultBytes")}
        guest |= {"requests": 1000, "requestBytes": limits["resultBytes"]}
        self.tell({"setup": {"kind": kind, "scopes": self.scopes["allowed"], "limits": guest}, "boot": BOOT, "source": source})
        self.result = await self.loaded
        clock.cancel()
        self.rest = later(limits["wallMs"], self.late)
        return self

    def late(self):
        """No call has run for as long as one may: what the last one left running is over, too."""
        if not self.calls and (self.pending > 0 or self.unserved > 0):
            self.stop("wall")

    def tell(self, message):
        """Hands a line to the engine, which is busy from then on until it has served it."""
        if self.end is None:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.served(+1)

    def answer(self, message):
        self.pending -= 1
        self.tell(message)

    def served(self, change):
        self.unserved += change
        if self.slice is not None:
            self.slice.cancel()
        self.slice = later(self.limits["cpuMs"], self.stop, "cpu") if self.unserved > 0 and self.loaded.done() else None

    def stop(self, limit, outcome=None):
        """Kills the engine; when all that it wrote has been read, every call ends with the outcome."""
        if self.end is None:
            self.end = outcome or {"status": "stopped", "limit": limit}
            if self.process.returncode is None:
                self.process.kill()
            for one in list(self.sockets):
                with contextlib.suppress(OSError):  # closed meanwhile
                    one.shutdown(socket.SHUT_RDWR)

    def connect(self, url):
        """A connection that ends with the realm; called in a thread of its own."""
        secure, proxy = url["scheme"] == "https", trusted["proxy"]
        host, port = (proxy.hostname, proxy.port) if proxy else (url["host"], url["port"])
        kind, more = (http.client.HTTPSConnection, {"context": trusted["context"]}) if secure else (http.client.HTTPConnection, {})
        connection = kind(host.strip("[]"), port, timeout=self.limits["wallMs"] / 1000, **more)
        if secure and proxy:
            connection.set_tunnel(url["host"], url["port"])
        connection.connect()
        self.sockets.add(connection.sock)
        if self.end is not None:
            raise ConnectionAbortedError
        return connection

    async def read(self):
        while line := await self.process.stdout.readline():
            if line == b".\n":
                self.served(-1)
            elif line.startswith(b"R"):
                number, _, text = line[1:-1].decode("utf-8").partition(" ")
                self.settle(int(number), {"status": "returned"} | ({"json": text} if text else {"undefined": True}))
            else:
                self.take(json.loads(line))
        self.stop("memory" if await self.process.wait() == -6 else "crash")
        for number in list(self.calls):
            self.settle(number, self.end)
        limit = self.end.get("limit", "crash")
        self.finish({"refused": {"phase": self.phase, "limit": limit, "error": {"name": "LimitError", "message": f"stopped by the limit {limit}"}}})

    def finish(self, result):
        if not self.loaded.done():
            self.loaded.set_result(result)

    def settle(self, number, outcome):
        if number in self.calls:
            ended, clock = self.calls.pop(number)
            clock.cancel()
            ended.set_result(outcome)
            self.rest.cancel()
            self.rest = later(self.limits["wallMs"], self.late)

    def take(self, record):
        """Something that happened inside. What it asks for is checked again: this is where the extension's code can't reach."""
        allowed = self.scopes["allowed"]
        match record:
            case {"log": str(text)} if allowed["log"]:
                text = CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
                send({"method": "log", "params": {"extension": self.name, "text": text}})
            case {"sleep": number, "ms": ms} if allowed["sleep"]:
                self.pending += 1
                later(ms, self.answer, {"resolve": number})
            case {"request": number, "url": url, "options": options} if allowed["request"]:
                self.pending += 1
                begin(self.request(number, url, options))
            case {"registered": registered}:
                self.finish({"registered": registered})
            case {"refused": error} | {"error": error, "phase": _}:
                self.finish({"refused": {"phase": record.get("phase", self.phase), "error": error}})
            case {"registering": _}:
                self.phase = "register"
            case {"over": number, "limit": "result"}:
                self.settle(number, {"status": "stopped", "limit": "result"})
            case {"over": _, "limit": limit}:
                self.stop(limit)
            case {"absent": number}:
                self.settle(number, {"status": "absent"})
            case {"threw": number, **thrown}:
                self.settle(number, {"status": "threw"} | thrown)

    async def request(self, number, url, options):
        answer = await asyncio.to_thread(lambda: self.end or exchange(self, url, options))
        self.answer({"resolve" if "value" in answer else "reject": number} | answer)

    def call(self, message):
        number, ended = next(self.numbers), asyncio.get_running_loop().create_future()
        self.calls[number] = ended, later(self.limits["wallMs"], self.stop, "wall")
        self.tell({"call": number} | message)
        return ended


async def load(params):
    name = params["extension"]["name"]
    limits = DEFAULTS | params.get("limits", {})
    try:
        plan = read_manifest(params["extension"])
        expect(name not in extensions, "name", "one that is not loaded", name)
    except Refused as cause:
        return {"refused": {"phase": "manifest", "error": {"name": "Error", "message": str(cause)}}}
    realm = await Realm.open(name, plan, limits)
    taken = [one for each in extensions.values() for one in each.result["registered"] if "operation" in one]
    if any(one in taken for one in realm.result.get("registered", [])):
        realm.result = {"refused": {"phase": "register", "error": {"name": "Error", "message": "The operation is registered already"}}}
    if "refused" in realm.result:
        realm.stop("crash", {"status": "absent"})
        return realm.result
    extensions[name] = realm
    return {"sandbox": name, "limits": limits}


async def call(params):
    entry = dict(params["entry"])
    realm = extensions.get(entry.pop("extension"))
    if realm is None or realm.end is not None:  # one that was stopped is away until it is loaded again
        return {"status": "absent"}
    if "endpoint" not in entry:
        return await realm.call(entry | {"input": params["input"]})
    outcome = await realm.call(entry)
    return {"status": "returned", "json": json.dumps(BROKEN)} if outcome["status"] == "threw" else outcome


async def dispose(params):
    extensions.pop(params["sandbox"]).stop("crash", {"status": "absent"})
    return {}


async def describe(_):
    version = subprocess.run([NODE, "-p", "process.versions.node + ' ' + process.versions.v8"], capture_output=True, text=True, check=True)
    node, v8 = version.stdout.split()
    runtime = {"name": "python-example", "version": "1", "engine": f"V8 {v8}", "isolation": f"a process of Node {node} with --permission"}
    return {"runtime": runtime | {"claims": []}, "evidence": "gateway", "seams": []}


async def ping(_):
    return {}


async def prepare(params):
    gateway = params.get("gateway", {})
    trusted["context"] = ssl.create_default_context(cadata=gateway.get("ca"))
    trusted["proxy"] = urlsplit(gateway["proxy"]) if "proxy" in gateway else None
    return {}


METHODS = {"describe": describe, "prepare": prepare, "load": load, "call": call, "dispose": dispose, "ping": ping}


async def answer(message):
    try:
        send({"id": message["id"], "result": await METHODS[message["method"]](message["params"])})
    except Exception as cause:  # the suite's own report says that the adapter is broken
        send({"id": message["id"], "error": {"code": -32000, "message": f"{type(cause).__name__}: {cause}"}})


async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(200))
    lines = asyncio.StreamReader(LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        begin(answer(json.loads(line)))
    for realm in extensions.values():  # the suite is gone
        realm.stop("crash")


if __name__ == "__main__":
    sys.setrecursionlimit(100_000)
    asyncio.run(main())
