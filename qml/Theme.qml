// Every colour, size, spacing and duration of the window; nothing else may hold a literal one.
pragma Singleton

import QtQuick

QtObject {
    id: root

    property bool dark: true
    property bool highContrast: false
    property bool reducedMotion: false

    // Dark, light, and the same two in high contrast. Every pair that meets on the screen is held to
    // its contrast by tests/tst_contrast.qml, which also refuses a colour it has not been told of.
    readonly property int scheme: (dark ? 0 : 1) + (highContrast ? 2 : 0)

    readonly property color background: ["#0e1115", "#f3f5f8", "#000000", "#ffffff"][scheme]
    readonly property color surface: ["#151a20", "#ffffff", "#000000", "#ffffff"][scheme]
    readonly property color raised: ["#1b2129", "#f7f9fb", "#2b2b2b", "#e2e2e2"][scheme]
    readonly property color line: ["#252c36", "#dde3ea", "#767676", "#767676"][scheme]
    readonly property color text: ["#e8ebf0", "#161b22", "#ffffff", "#000000"][scheme]
    readonly property color text2: ["#9da7b5", "#55606e", "#e6e6e6", "#1f1f1f"][scheme]
    readonly property color text3: ["#7d8999", "#667180", "#e6e6e6", "#1f1f1f"][scheme]
    readonly property color accent: ["#56b4e9", "#0072b2", "#a8e4ff", "#00294d"][scheme]
    readonly property color textOnAccent: ["#0e1115", "#ffffff", "#000000", "#ffffff"][scheme]
    readonly property color info: accent
    readonly property color warning: ["#e6a100", "#a26000", "#ffd54a", "#4a2500"][scheme]
    readonly property color critical: ["#f0565b", "#c62a30", "#ff9d9d", "#6b0008"][scheme]
    readonly property color ok: ["#2fc08b", "#00805c", "#7dffc0", "#00301c"][scheme]
    readonly property color hatch: ["#2b333e", "#d5dce5", "#767676", "#767676"][scheme]
    readonly property list<color> series: [
        ["#56b4e9", "#e6a100", "#2fc08b", "#d48ab5", "#f0e442", "#3f8fd9"],
        ["#0072b2", "#c48200", "#009e73", "#b0558a", "#8a7d00", "#4b95d3"],
        ["#6cc4ff", "#ffb000", "#3ddc97", "#ff9ad5", "#f5ec4e", "#8fb4ff"],
        ["#003a75", "#6b3f00", "#004d36", "#6e1f50", "#4a4200", "#1f4f99"]
    ][scheme]

    // Past the colours, by how the line is dashed; lengths that add up to a part of 48, see LineChart.
    readonly property var dashes: [[], [8, 4], [2, 4], [8, 3, 2, 3], [16, 8], [8, 4, 2, 4, 2, 4], [4, 8],
        [20, 4], [2, 10], [12, 4, 4, 4], [6, 3, 6, 9]]

    readonly property string sans: "Inter"
    readonly property string mono: "JetBrains Mono"
    readonly property int bodySize: 13
    readonly property int secondarySize: 12
    readonly property int smallSize: 11
    readonly property int statSize: 30
    readonly property real monoAdvance: 0.6 // the width of a digit, in sizes of the face

    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int gutter: 10
    readonly property int panelRadius: 8
    readonly property int controlRadius: 6
    readonly property int borderWidth: 1
    readonly property real lineWidth: highContrast ? 2.2 : 1.6

    readonly property int topBarHeight: 44
    readonly property int railWidth: 48
    readonly property int browserWidth: 252
    readonly property int notificationWidth: 332
    readonly property int panelLeast: 180
    readonly property int panelMost: 480
    readonly property int panelStep: 16      // one press of an arrow key on a panel's edge
    readonly property int panelEdgeWidth: 4
    readonly property int panelGripWidth: 8  // of an edge that has the keyboard
    readonly property int panelGripHeight: 48
    readonly property int boardLeast: 480    // beside the panels
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
    readonly property int sparkWidth: 46
    readonly property int sparkHeight: 15
    readonly property real sparkLineWidth: 1.2
    readonly property var sparkSpans: [15, 30, 60, 120, 300] // seconds
    readonly property int metricValueWidth: 66
    readonly property int frameCellWidth: 54 // "123.45" in the table of frames
    readonly property int dotSize: 8
    readonly property int fillHeight: 6
    readonly property int focusWidth: highContrast ? 3 : 2
    readonly property int scrollBarWidth: 8
    readonly property int markWidth: 14
    readonly property int barNameWidth: 86
    readonly property real barNameShare: 0.35
    readonly property int tinyTile: 64 // lower or narrower: only the value
    readonly property int statLeast: 20
    readonly property real unitShare: 0.35 // of the width, beside a number, at most
    readonly property int sparkLeast: 24
    readonly property int sparkMost: 72
    readonly property int gaugeThickness: 10
    readonly property int gaugeWordsLeast: 110
    readonly property real flatGauge: 1.7 // wider than high: half a circle
    readonly property int tableNameLeast: 110
    readonly property int tableValueWidth: 110
    readonly property real tableValueShare: 0.26
    readonly property real tableValueMost: 0.55
    readonly property int tablePastWidth: 84
    readonly property int tableStateWidth: 104
    readonly property int timeBarWide: 1600  // wider ones also say how much is new
    readonly property int overviewHeight: 34
    readonly property int overviewLeast: 120
    readonly property int plotLeastWidth: 80     // narrower ones have no labels
    readonly property int plotKeyHeight: 220     // lower tiles have no key to their colours
    readonly property int timelineRowLeast: 16
    readonly property int timelineRowMost: 40
    readonly property int timelineWordsWidth: 260 // narrower ones have no words beside the blocks
    readonly property int overviewEdge: 6     // how near to an edge of the window takes hold of it
    readonly property int swatchWidth: 12
    readonly property int dashedSwatchWidth: 26
    readonly property int legendNameMost: 180
    readonly property int chartLeastWidth: 140  // narrower: no axes, no legend
    readonly property int chartLeastHeight: 110
    readonly property int readoutLeast: 72
    readonly property int readoutMost: 320
    readonly property int readoutNameLeast: 40 // of a longer name; less says nothing
    readonly property int statsInterval: 250  // ms; faster cannot be read

    readonly property real pressedOpacity: 0.85
    readonly property real quietOpacity: 0.85
    readonly property real bandOpacity: 0.18

    // A board fills the window while its grid rows stay between these; else it scrolls.
    readonly property int gridRowLeast: 15
    readonly property int gridRowUsual: 20
    readonly property int gridRowMost: 44

    readonly property int windowWidth: 1440
    readonly property int windowHeight: 900
    readonly property int windowLeastWidth: 640
    readonly property int windowLeastHeight: 400

    readonly property int jumpFieldWidth: 230
    readonly property int jumpListWidth: 460
    readonly property int jumpListHeight: 392

    readonly property int motion: reducedMotion ? 0 : 120
    readonly property int tipDelay: 600
    readonly property int doubleClick: 500 // two presses within it may be meant as one
    readonly property int settleTime: 10000 // a number keeps the room of its widest for so long

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
    function seriesDash(index: int): var {
        return dashes[Math.floor(index / series.length) % dashes.length];
    }
}
