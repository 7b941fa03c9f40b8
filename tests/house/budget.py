"""budget.py SOURCE_FOLDER: fails when a file, a header or a function is longer than agreed."""

import house

FILE = 400
HEADER = 120
FUNCTION = 50
SOURCES = (".cpp", ".h", ".mm", ".qml", ".js", ".mjs", ".py", ".cmake", "CMakeLists.txt", ".sh")


def long_functions(path):
    """Bodies that start in column 0: the formatter puts every function's braces there."""
    start = None
    for number, line in enumerate(house.lines(path), 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > FUNCTION:
                yield f"{path}:{start}: a function of {number - start - 1} lines, {FUNCTION} agreed"
            start = None
        elif line.startswith("}"):
            start = None  # the end of a class


def check(root):
    faults = []
    sources = house.files(root, *SOURCES)
    for path in sources:
        limit = HEADER if path.suffix == ".h" else FILE
        length = len(house.lines(path))
        if length > limit:
            faults.append(f"{path}: {length} lines, {limit} agreed")
        if path.suffix in (".cpp", ".mm") and "tests" not in path.relative_to(root).parts:
            faults += long_functions(path)
    return faults if sources else ["no source files found"]


TOO_LONG = {"app/a.cpp": "//\n" * 401, "app/a.h": "//\n" * 121, "qml/A.qml": "//\n" * 401}
LONG_FUNCTION = {"app/a.cpp": "void a()\n{\n" + "    b();\n" * 51 + "}\n"}
FINE = {
    "app/a.cpp": "//\n" * 300 + "void a()\n{\n" + "    b();\n" * 50 + "}\n",
    "app/a.h": "//\n" * 120,
    "app/b.cpp": "class A\n{\n" + "    int b;\n" * 60 + "};\n",
}

if __name__ == "__main__":
    house.main(check, [(TOO_LONG, 3), (LONG_FUNCTION, 1), ({}, 1)], [FINE])
