"""layers.py SOURCE_FOLDER: fails when a file includes a tier that it may not know."""

import re

import house

# Who may include whom. A name is a tier, a name with a slash is that one header. Everyone may
# include its own tier. The order is the order of the data.
MAY_INCLUDE = {
    "wire": [],
    "dialects": ["wire"],
    "link": ["wire/codec.h", "log.h"],  # Frame only
    "session": ["wire", "dialects", "link/transport.h", "link/request.h", "log.h"],
    "packing": [],
    "store": ["wire", "packing", "log.h"],
    "alerts": ["wire", "store", "log.h"],
    "archive": ["wire", "store", "alerts", "log.h"],
    "boards": ["alerts", "log.h"],
    "desktop": ["session/credentials.h", "log.h"],
    "demo": ["wire", "dialects", "link/httphead.h", "log.h"],
    "feed": ["wire", "dialects", "link", "session", "store", "alerts", "archive", "boards"],
    "models": ["wire", "feed", "session/status.h", "store", "alerts", "archive", "boards", "log.h"],
    "qml": ["store"],
    "program": None,  # the composition root: everything
}
FEED = ("feed", "feedlink", "source", "log")  # the files of app/ itself that are not the program
INCLUDE = re.compile(r'\s*#\s*include\s+"([^"]+)"')


def tier_of(path):
    """The tier of a path relative to the source folder, or None."""
    if path.parts[0] in ("models", "qml"):
        return path.parts[0]
    if len(path.parts) > 2:
        return path.parts[1]
    return "feed" if path.stem in FEED else "program"


def resolve(root, path, name):
    """The included file, relative to the source folder; None if it is generated."""
    for folder in (path.parent, root / "app", root, root / "models", root / "qml"):
        if (folder / name).is_file():
            return (folder / name).resolve().relative_to(root)
    return None


def check(root):
    faults = []
    seen = 0
    root = root.resolve()
    for path in house.files(root, ".h", ".cpp", ".mm", folders=("app", "models", "qml")):
        tier = tier_of(path.relative_to(root))
        if tier not in MAY_INCLUDE:
            faults.append(f"{path}: {tier}/ is no tier of the table")
            continue
        seen += 1
        allowed = MAY_INCLUDE[tier]
        for number, line in enumerate(house.lines(path), 1):
            match = INCLUDE.match(line)
            target = match and resolve(root, path, match[1])
            if not target or allowed is None:
                continue
            used = tier_of(target)
            header = target.as_posix().removeprefix("app/")
            if used != tier and used not in allowed and header not in allowed:
                faults.append(f"{path}:{number}: {tier} may not include {match[1]} ({used})")
    return faults if seen else ["no source files found"]


UPWARDS = {"app/store/a.h": '#include "session/b.h"\n', "app/session/b.h": ""}
FLAT = {"app/wire/a.cpp": '# include "feed.h"\n', "app/feed.h": ""}
SOCKETS = {"models/a.cpp": '#include "link/websocket.h"\n', "app/link/websocket.h": ""}
UNKNOWN = {"app/misc/a.h": ""}
FINE = {
    "app/main.cpp": '#include "link/websocket.h"\n',
    "app/link/websocket.h": '#include "transport.h"\n#include "wire/codec.h"\n',
    "app/link/transport.h": "",
    "app/wire/codec.h": "",
    "models/a.cpp": '#include "a.h"\n#include "source.h"\n#include "a.moc"\n',
    "models/a.h": "",
    "app/source.h": "",
}

if __name__ == "__main__":
    house.main(check, [(UPWARDS, 1), (FLAT, 1), (SOCKETS, 1), (UNKNOWN, 1), ({}, 1)], [FINE])
