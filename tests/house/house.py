"""What the checks of the house share: which files are ours, and how a check ends.

A check is a function from the source folder to a list of faults, plus a self test: files that must
be found at fault, so that a check that has gone blind fails too.
"""

import pathlib
import sys
import tempfile

FOLDERS = ("app", "models", "qml", "tests", "packaging", "resources")


def files(root, *suffixes, folders=FOLDERS):
    """Our files below the folders whose names end so, in order."""
    found = [
        path
        for folder in folders
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and path.name.endswith(suffixes) and "node_modules" not in path.parts
    ]
    return found


def lines(path):
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def faults_of(check, sources):
    """The faults of a tree made of {name: text}."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in sources.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check(root)


def main(check, must_fail, must_pass):
    """must_fail: [(sources, faults)], must_pass: [sources]; then the real tree, argv[1]."""
    for sources, count in must_fail:
        found = faults_of(check, sources)
        if len(found) != count:
            sys.exit(f"self test: {count} faults expected in {sources}, found {found}")
    for sources in must_pass:
        found = faults_of(check, sources)
        if found:
            sys.exit(f"self test: no fault expected in {sources}, found {found}")
    faults = check(pathlib.Path(sys.argv[1]).resolve())
    for fault in faults:
        print(fault)
    sys.exit(f"{len(faults)} faults" if faults else 0)
