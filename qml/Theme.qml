// Every colour, size, spacing and duration of the window; nothing else may hold a literal one.
pragma Singleton

import QtQuick

QtObject {
    id: root

    property bool dark: true
    property bool reducedMotion: false

    readonly property color background: dark ? "#0e1115" : "#f3f5f8"
    readonly property color surface: dark ? "#151a20" : "#ffffff"
    readonly property color raised: dark ? "#1b2129" : "#f7f9fb"
    readonly property color line: dark ? "#252c36" : "#dde3ea"
    readonly property color text: dark ? "#e8ebf0" : "#161b22"
    readonly property color text2: dark ? "#9da7b5" : "#55606e"
    readonly property color text3: dark ? "#667282" : "#8792a0"
    readonly property color accent: dark ? "#56b4e9" : "#0072b2"
    readonly property color textOnAccent: dark ? "#0e1115" : "#ffffff"
    readonly property color info: accent
    readonly property color warning: dark ? "#e6a100" : "#a86400"
    readonly property color critical: dark ? "#f0565b" : "#c62a30"
    readonly property color ok: dark ? "#2fc08b" : "#00805c"
    readonly property color hatch: dark ? "#2b333e" : "#d5dce5"
    readonly property list<color> series: dark
        ? ["#56b4e9", "#e6a100", "#2fc08b", "#d48ab5", "#f0e442", "#3f8fd9"]
        : ["#0072b2", "#c98500", "#009e73", "#b0558a", "#8a7d00", "#4f9ad8"]

    readonly property string sans: "Inter"
    readonly property string mono: "JetBrains Mono"
    readonly property int bodySize: 13
    readonly property int secondarySize: 12
    readonly property int smallSize: 11
    readonly property int statSize: 30

    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int gutter: 10
    readonly property int panelRadius: 8
    readonly property int controlRadius: 6
    readonly property int borderWidth: 1
    readonly property real lineWidth: 1.6

    readonly property int topBarHeight: 44
    readonly property int railWidth: 48
    readonly property int browserWidth: 252
    readonly property int notificationWidth: 332
    readonly property int timeBarHeight: 56
    readonly property int narrow: 1200

    readonly property int iconSize: 16
    readonly property int controlHeight: 28
    readonly property int fieldHeight: 30
    readonly property int chipHeight: 22
    readonly property int chipPadding: 10
    readonly property int menuWidth: 120
    readonly property int mostLines: 40
    readonly property int treeRowHeight: 27
    readonly property int dotSize: 8
    readonly property int fillHeight: 6
    readonly property int focusWidth: 2
    readonly property int scrollBarWidth: 6
    readonly property int markWidth: 14
    readonly property int barNameWidth: 86
    readonly property int overviewHeight: 34
    readonly property int overviewLeast: 120

    readonly property real pressedOpacity: 0.85
    readonly property real quietOpacity: 0.7
    readonly property real bandOpacity: 0.22

    // A board fills the window while its grid rows stay between these; else it scrolls.
    readonly property int gridRowLeast: 15
    readonly property int gridRowUsual: 20
    readonly property int gridRowMost: 44

    readonly property int windowWidth: 1440
    readonly property int windowHeight: 900
    readonly property int windowLeastWidth: 640
    readonly property int windowLeastHeight: 400

    readonly property int motion: reducedMotion ? 0 : 120

    function severityColor(severity: string): color {
        switch (severity) {
        case "critical":
            return critical;
        case "warning":
            return warning;
        case "ok":
            return ok;
        default:
            return info;
        }
    }

    function seriesColor(index: int): color {
        return series[index % series.length];
    }
}
