// The word for a button that shows only a drawing, beside it while the mouse rests on it.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.ToolTip {
    id: root

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: implicitContentHeight + topPadding + bottomPadding
    horizontalPadding: Theme.space2
    verticalPadding: Theme.space1
    delay: Theme.tipDelay
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent

    background: Rectangle {
        radius: Theme.controlRadius
        color: Theme.raised
        border.width: Theme.borderWidth
        border.color: Theme.line
    }
    contentItem: AppText {
        text: root.text
        size: Theme.secondarySize
    }
}
