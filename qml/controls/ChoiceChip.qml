// One of a few choices, of which one holds: a rounded word and how many it stands for.
import QtQuick
import QtQuick.Templates as T
import Sightglass

T.AbstractButton {
    id: root

    required property string word
    property int count: 0 // 0: not said

    text: root.count > 0 ? qsTr("%1 %2").arg(root.word).arg(root.count.toLocaleString(Qt.locale(), "f", 0))
                         : root.word
    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.chipHeight
    leftPadding: Theme.chipPadding
    rightPadding: Theme.chipPadding
    focusPolicy: root.checked || root.activeFocus ? Qt.TabFocus : Qt.NoFocus // arrows reach the others
    hoverEnabled: true

    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked
    Accessible.onPressAction: root.clicked()
    Accessible.onToggleAction: root.clicked()

    background: Rectangle {
        radius: height / 2
        color: root.checked || root.hovered ? Theme.raised : "transparent"
        border.width: root.visualFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.visualFocus ? Theme.accent : root.checked ? Theme.text3 : Theme.line
    }
    contentItem: AppText {
        text: root.text
        size: Theme.secondarySize
        color: root.checked ? Theme.text : Theme.text2
        font.weight: root.checked ? Font.Medium : Font.Normal
    }
}
