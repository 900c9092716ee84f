package @PACKAGE@;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;

/** Drops IPv4 echo requests (RFC 792: protocol 1, type 8). */
@Component(service = Extension.class)
public final class @CLASS@ implements FilteringExtension {
    private static final int ICMP = 1;
    private static final int ECHO_REQUEST = 8;

    @Override
    public FilteringStage create(final StageContext context) {
        final int reason = context.dropReason("echo", "no ping here");
        return new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                for (int k = 0; k < frames.live(); k++) {
                    final int frame = frames.frame(k);
                    if (isEchoRequest(frames, frame)) {
                        actions.drop(frame, reason);
                    }
                }
            }
        };
    }

    private static boolean isEchoRequest(final FrameBatch frames, final int frame) {
        final int icmp = frames.transportOffset(frame);
        return frames.ipVersion(frame) == 4 && frames.ipProtocol(frame) == ICMP
                && icmp >= 0 && icmp < frames.length(frame) && frames.u8(frame, icmp) == ECHO_REQUEST;
    }
}
