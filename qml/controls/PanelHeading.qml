// The small word on top of a side panel, or of a part of it.
import QtQuick
import Sightglass

AppText {
    color: Theme.text2
    size: Theme.smallSize
    font.weight: Font.Medium
    Accessible.role: Accessible.Heading
    Accessible.name: text
}
