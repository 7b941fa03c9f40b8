"""literals.py SOURCE_FOLDER: fails on what belongs into Theme.qml, and on unfinished business."""

import re

import house

PROPERTY = r"(?:^|[{;])\s*(?:property \w+ )?(?:[a-z]\w*\.)?"
# A literal other than 0, and not as a multiple of something with a name.
NUMBER = r"\s*:\s*-?(?!0(\.0+)?(?![0-9.]))(?![0-9.]+ \* [A-Za-z])\.?[0-9]"
COLOR_NAMES = "white|black|red|green|blue|gray|grey|yellow|orange|cyan|magenta"
QML = {
    "a literal colour": re.compile(
        r"[\"']#[0-9a-fA-F]{3,8}[\"']|\bQt\.(rgba|hsla|hsva)\(\s*[0-9.]+\s*,\s*[0-9.]+\s*,\s*[0-9.]"
        rf"|[cC]olor\s*:.*[\"']({COLOR_NAMES})[\"']"
    ),
    "a literal duration": re.compile(rf"{PROPERTY}(duration|interval|delay|timeout){NUMBER}"),
    "a literal size": re.compile(
        rf"{PROPERTY}(pixelSize|pointSize|spacing|rowSpacing|columnSpacing|radius|padding|margins"
        rf"|\w+(Margin|Padding)|(?<=border\.)width){NUMBER}"
    ),
    "text that may be taken for markup": re.compile(
        r"Text\.(RichText|StyledText|MarkdownText|AutoText)|TextEdit\.(RichText|MarkdownText)"
    ),
}
CPP = {
    "a literal colour": re.compile(
        r"\"#[0-9a-fA-F]{6,8}\"|\bQColor[({]\s*[0-9\"]|\bqRgba?\(\s*[0-9]|Qt::dark[A-Z]"
        r"|fromRgba?F?\(\s*[0-9]"
    ),
}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
TEXT = (".cpp", ".h", ".mm", ".qml", ".js", ".mjs", ".py", ".cmake", ".txt", ".sh", ".md", "run")


def strip(line):
    """Without a trailing comment, which may name a colour or a number."""
    return re.sub(r"(^|\s)//.*", "", line)


def check(root):
    faults = []
    sources = house.files(root, *TEXT)
    for path in sources:
        ours = path.relative_to(root).parts[0] in ("qml", "models")
        rules = {".qml": QML, ".js": QML, ".cpp": CPP, ".h": CPP}.get(path.suffix) if ours else None
        if path.name == "Theme.qml":
            rules = None
        for number, line in enumerate(house.lines(path), 1):
            for what, rule in (rules or {}).items():
                if rule.search(strip(line)):
                    faults.append(f"{path}:{number}: {what}: {line.strip()}")
            if UNFINISHED.search(line):
                faults.append(f"{path}:{number}: unfinished: {line.strip()}")
    return faults if sources else ["no source files found"]


BAD = """Item {
    color: "#fff"
    color: dark ? "white" : Theme.text
    color: Qt.rgba(0, 0, 0.5, 1)
    NumberAnimation { duration: 120 }
    Timer { interval: 1000 }
    font.pixelSize: 13
    anchors.leftMargin: -4
    anchors { topMargin: 3 }
    border.width: 1
    radius: 0.5
    textFormat: Text.StyledText
}
"""
GOOD = """Item {
    color: Theme.text // "#fff" in the dark
    color: "transparent"
    color: Qt.rgba(c.r, c.g, c.b, 0.5)
    NumberAnimation { duration: Theme.motion }
    anchors.margins: 0
    spacing: 0 // 12 elsewhere
    radius: width / 2
    anchors.topMargin: 2 * Theme.space5
    width: parent.width - (a.visible ? b.width + parent.spacing : 12)
}
"""
CPP_BAD = 'auto a = QColor(1, 2, 3);\nauto b = QColor{"#123456"};\n'
BUSINESS = "// TO" + "DO: later\n"

if __name__ == "__main__":
    house.main(
        check,
        [({"qml/A.qml": BAD}, 11), ({"qml/a.cpp": CPP_BAD}, 2), ({"app/a.h": BUSINESS}, 1), ({}, 1)],
        [{"qml/A.qml": GOOD, "qml/Theme.qml": BAD, "qml/a.cpp": "QColor m_color;\n"}],
    )
