// A server that wants a token: the place to give one comes by itself, hides what is typed and forgets it.
import QtQuick
import QtTest
import Sightglass
import Sightglass.Models
import Sightglass.Tests

TestCase {
    id: root
    name: "TokenEntry"
    when: windowShown

    property Bench bench
    property Main window

    Component {
        id: benches
        Bench {}
    }
    Component {
        id: windows
        Main {}
    }
    SignalSpy {
        id: given
        signalName: "tokenGiven"
    }

    function init() {
        bench = benches.createObject(root);
        bench.give("cpu.total", "%", 37.2);
        window = createTemporaryObject(windows, root, { desk: bench.desk, width: 1280, height: 720 });
        window.requestActivate();
        tryCompare(window, "active", true);
        given.target = bench.desk.link;
        given.clear();
        bench.link("token");
    }
    function field() {
        let found = null;
        const look = item => {
            if (item.echoMode !== undefined && item.echoMode === TextInput.Password && item.visible) {
                found = item;
            }
            for (let i = 0; i < item.children.length; ++i) {
                look(item.children[i]);
            }
        };
        look(window.contentItem);
        return found;
    }

    function test_comesByItselfAndGoesWhenTheServerIsContent() {
        verify(field() !== null);
        bench.link("live");
        tryVerify(() => field() === null);
    }
    function test_givesWhatWasTypedAndForgetsIt_data() {
        return [{ tag: "kept", button: "Connect and keep it", keep: true },
                { tag: "once", button: "Connect this once", keep: false }];
    }
    function test_givesWhatWasTypedAndForgetsIt(data) {
        const entry = field();
        entry.text = " s3cret ";
        mouseClick(bench.button(window.contentItem, data.button));
        compare(given.count, 1);
        compare(given.signalArguments[0][0], "s3cret");
        compare(given.signalArguments[0][1], data.keep);
        compare(entry.text, "");
    }
    function test_nothingIsGivenWhenNothingWasTyped() {
        field().text = "  ";
        field().accepted();
        compare(given.count, 0);
    }
    function test_whatIsTypedIsNowhereToBeRead() {
        const entry = field();
        entry.forceActiveFocus();
        entry.text = "s3cret";
        verify(!bench.texts(window.contentItem).includes("s3cret"));
        compare(entry.displayText.includes("s3cret"), false);
    }
    function test_saysWhyATokenWasNotKept() {
        bench.desk.link.setTokenNote("There is no keychain.");
        verify(bench.texts(window.contentItem).join("\n").includes("There is no keychain."));
    }
}
