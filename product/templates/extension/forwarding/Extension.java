package @PACKAGE@;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.ForwardActions;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;

/** Makes the switch a hub: every frame goes to all other ports of its VLAN. */
@Component(service = Extension.class)
public final class @CLASS@ implements ForwardingExtension {
    @Override
    public ForwardingStage create(final StageContext context) {
        return new ForwardingStage() {
            @Override
            public void forward(final FrameBatch frames, final ForwardActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    actions.flood(frames.frame(k));
                }
            }
        };
    }
}
