// What one notification says and what can be asked of it, without its looks: what a card and its
// parts share.
import QtQuick
import Sightglass.Models

Item {
    required property int index
    required property int ident
    required property string severity
    required property string word
    required property string title
    required property string body
    required property string details
    required property string timeText
    required property real timeUs
    required property string sinceText
    required property string ageText
    required property bool unknown // nobody knows whether it goes on
    required property string restText
    required property bool active
    required property bool acknowledged
    required property bool snoozed
    required property bool link
    required property bool summary

    required property Desk desk
    property bool current: false
    property bool expanded: false
    property bool pointed: false
    readonly property bool quiet: !active || acknowledged
    readonly property bool muted: quiet || unknown
    readonly property bool canTry: link && active && desk.link.canTryNow

    signal chosen
    signal shown
    signal snoozing(Item below)
    signal expandToggled

    function toggle(): void {
        chosen();
        expandToggled();
    }
}
