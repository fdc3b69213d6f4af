"""What a manifest asks for, checked once when an extension loads. What can be read in two ways is refused."""
import ipaddress
import json
import re
import socket
from urllib.parse import quote, unquote_to_bytes

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
# what a URL parser leaves as it is in a path and in a query, besides letters and digits
SAFE = {"path": "!$%&'()*+,-./:;=@[]_|~", "query": "!$%&()*+,-./:;=?@[]^_`{|}~"}
# the bad ports of the Fetch standard: a glob has to name them
PORTS_TO_NAME = {int(port) for port in """0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117
 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049
 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080""".split()}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Refused(Exception):
    """The manifest is refused; the message names the field."""


def expect(held, field, what, got):
    if not held:
        raise Refused(f"{field}: expected {what}, got {json.dumps(got)[:200]}")


def exact(value, field, needed, allowed):
    expect(isinstance(value, dict) and needed <= value.keys() <= allowed, field, f"an object of {sorted(allowed)}", value)
    return value


def canonical(host):
    """A host as a URL parser writes it; None when it is none."""
    try:
        if host.startswith("["):
            return None if "%" in host else f"[{ipaddress.IPv6Address(host[1:-1])}]"
        if re.search("[\u00df\u03c2\u200c\u200d]", host):
            return None  # names of today that Python's codec takes for others
        name = host.encode("idna").decode().lower()
        if re.search(r"(^|\.)(\d+|0x[0-9a-f]*)$", name):
            return socket.inet_ntoa(socket.inet_aton(name))
        return name if re.fullmatch(rf"{LABEL}(\.{LABEL})*", name) else None
    except (OSError, ValueError):
        return None


def climbs(path):
    """Whether any server might read a segment of the path as `.` or `..`."""
    raw = path.encode("utf-8", "replace")
    for _ in range(4):
        raw = unquote_to_bytes(raw)
    cuts = [re.split(rb"[;\x00-\x1f\x7f-\x9f]|\xc2[\x80-\x9f]", part)[0] for part in re.split(rb"[/\\]", raw)]
    return unquote_to_bytes(raw) != raw or b"." in cuts or b".." in cuts


def split(text):
    """(scheme, host, port, path, query) of a URL or a glob, the last three None where they are missing; None when it is neither."""
    found = re.fullmatch(r"(https?)://(\[[^\]]*\]|[^/?#:@\[\]]+)(?::(\d{1,5}|\*))?(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?", text, re.I | re.A | re.S)
    if found is None or re.search("[\\x00-\\x1f\\x7f-\\x9f\\\\]", text) or climbs(found[4] or "/"):
        return None
    return found[1].lower(), *found.groups()[1:]


def encoded(text, part):
    return quote(text.encode("utf-8", "replace"), safe=SAFE[part])


def wildcard(pattern, part):
    """Returns whether a text is these literals with anything between them: one search for each, so the time is linear."""
    first, *rest = [encoded(literal, part) for literal in re.split(r"\*+", pattern)]

    def matches(text):
        at = len(first)
        for literal in rest[:-1]:
            at = text.find(literal, at) + len(literal)
            if at < len(literal):
                return False
        return text == first if not rest else text.startswith(first) and text[at:].endswith(rest[-1])

    return matches


def compile_glob(glob, field):
    parts = split(glob) if isinstance(glob, str) and len(glob) <= 2048 and "#" not in glob and glob.count("*") <= 9 else None
    expect(parts and glob.startswith(parts[0]), field, "a glob such as https://example.com/*", glob)
    scheme, host, port, path, query = parts
    name = canonical(host.removeprefix("*."))
    below = host.startswith("*.")
    expect(host == "*" or (name and not (below and re.search(r"[\d\]]$", name))), field, "a name, an address, * or *.name as host", glob)
    expect(port in (None, "*") or 1 <= int(port) <= 65535, field, "a port from 1 to 65535", glob)
    path = path or ("/*" if host == "*" else "/")
    free = query is None and path.endswith("*")
    fits_path, fits_query = wildcard(path, "path"), wildcard(query or "", "query")
    port = port or ("*" if host == "*" else 443 if scheme == "https" else 80)
    fits_port = lambda it: it not in PORTS_TO_NAME if port == "*" else it == int(port)
    fits_host = lambda it: host == "*" or (it.endswith("." + name) if below else it == name)
    return lambda url: (url["scheme"] == scheme and fits_host(url["host"]) and fits_port(url["port"]) and fits_path(url["path"])
                        and (free or fits_query(url["query"])))


def read_url(text):
    """The parts of a URL as they will be sent, or None when it is denied."""
    scheme, host, port, path, query = (split(text) if len(text) <= 8192 and " " not in text else None) or (None, "", None, None, None)
    host = canonical(host)
    number = int(port) if port and port != "*" else 443 if scheme == "https" else 80
    if not host or port == "*" or not 1 <= number <= 65535:
        return None
    return {"scheme": scheme, "host": host, "port": number, "path": encoded(path or "/", "path"), "query": encoded(query or "", "query")}


def read_scopes(scopes, field):
    exact(scopes, field, set(), {"log", "sleep", "request"})
    for name in scopes.keys() - {"request"}:
        exact(scopes[name], f"{field}.{name}", set(), set())
    request = scopes.get("request", {"methods": [], "urls": []})
    methods, urls = [exact(request, f"{field}.request", {"methods", "urls"}, {"methods", "urls"})[key] for key in ("methods", "urls")]
    expect(isinstance(methods, list) and all(one in METHODS for one in methods), f"{field}.request.methods", f"a list of {METHODS}", methods)
    expect(isinstance(urls, list) and len(urls) <= 64, f"{field}.request.urls", "a list of at most 64 globs", urls)
    globs = [compile_glob(glob, f"{field}.request.urls[{at}]") for at, glob in enumerate(urls)]
    return {"allowed": {name: name in scopes for name in ("log", "sleep", "request")}, "methods": methods, "globs": globs}


def read_manifest(package):
    """(kind, scopes, source) of a package. @raises Refused"""
    try:
        manifest = json.loads(package["manifestText"].removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        manifest = None
    expect(isinstance(manifest, dict), "(root)", "a JSON object", package["manifestText"])
    expect(manifest.get("name") == package["name"], "name", package["name"], manifest.get("name"))
    field, allowed = "directus:extension", {"type", "path", "source", "host", "hidden", "sandbox"}
    extension = exact(manifest.get(field), field, {"type", "path", "sandbox"}, allowed)
    expect(extension["type"] in ("operation", "endpoint", "hook"), f"{field}.type", "operation, endpoint or hook", extension["type"])
    sandbox = exact(extension["sandbox"], f"{field}.sandbox", {"enabled"}, {"enabled", "requestedScopes"})
    expect(sandbox["enabled"] is True, f"{field}.sandbox.enabled", "true", sandbox["enabled"])
    scopes = read_scopes(sandbox.get("requestedScopes", {}), f"{field}.sandbox.requestedScopes")
    path = extension["path"]
    if extension["type"] == "operation":
        path = exact(path, f"{field}.path", {"app", "api"}, {"app", "api"})["api"]
    source = package["files"].get(re.sub(r"^(\./)+", "", path)) if isinstance(path, str) and re.search(r"[^/]\.[cm]?js$", path) else None
    expect(source is not None, f"{field}.path", "a file of the package that ends in .js, .mjs or .cjs", path)
    return extension["type"], scopes, source.removeprefix("\ufeff")
