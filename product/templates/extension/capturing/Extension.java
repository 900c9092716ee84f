package @PACKAGE@;

import java.util.concurrent.atomic.LongAdder;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.StageContext;

/** Counts the frames that enter all switches, and their bytes. */
@Component(service = Extension.class)
public final class @CLASS@ implements CapturingExtension {
    // stages of several switches and workers add to them
    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    @Override
    public CapturingStage create(final StageContext context) {
        return new CapturingStage() {
            @Override
            public void ingress(final FrameBatch batch) {
                long length = 0;
                for (int k = 0; k < batch.live(); k++) {
                    length += batch.wireLength(batch.frame(k));
                }
                frames.add(batch.live());
                bytes.add(length);
            }
        };
    }

    /** How many frames have entered so far. */
    public long frames() {
        return frames.sum();
    }

    /** How many bytes they had on the wire. */
    public long bytes() {
        return bytes.sum();
    }
}
