#include "looksource.h"

#import <AppKit/AppKit.h>

namespace sightglass {

namespace {

// Dark and light are left to the palette, which follows the system here.
class MacLook final : public LookSource
{
public:
    MacLook()
    {
        m_observer = [NSWorkspace.sharedWorkspace.notificationCenter
            addObserverForName:NSWorkspaceAccessibilityDisplayOptionsDidChangeNotification
                        object:nil
                         queue:NSOperationQueue.mainQueue
                    usingBlock:^(NSNotification *) {
                      read();
                    }];
        read();
    }
    ~MacLook() override
    {
        [NSWorkspace.sharedWorkspace.notificationCenter removeObserver:m_observer];
    }

private:
    void read()
    {
        NSWorkspace *workspace = NSWorkspace.sharedWorkspace;
        SystemLook look;
        look.highContrast = workspace.accessibilityDisplayShouldIncreaseContrast == YES;
        look.reducedMotion = workspace.accessibilityDisplayShouldReduceMotion == YES;
        say(look);
    }

    id m_observer = nil;
};

} // namespace

std::unique_ptr<LookSource> LookSource::create()
{
    return std::make_unique<MacLook>();
}

} // namespace sightglass
