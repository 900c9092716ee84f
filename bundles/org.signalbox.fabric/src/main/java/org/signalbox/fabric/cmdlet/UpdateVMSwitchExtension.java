package org.signalbox.fabric.cmdlet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Unit;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.UpgradePlan;

/** Windows has no such command: an extension is uninstalled there and another installed, and frames are lost. */
public final class UpdateVMSwitchExtension implements Operation<UpdateVMSwitchExtension.Parameters> {
    private static final int DAY = 86_400;

    /** Of this command. */
    public record Parameters(
            @Doc("File of the bundle with the other version, later or earlier.") String path,
            @Doc("Compare both versions until they have handled so many frames; 0: do not compare; without it, 10000.")
            @Range(min = 0, max = Integer.MAX_VALUE) Optional<Integer> shadowFrames,
            @Doc("Or for so many seconds; 0: do not compare; without it, 10.")
            @Range(min = 0, max = DAY) @Unit("s") Optional<Integer> shadowSeconds,
            @Doc("Go on although the new version handles frames in another way.")
            @Default("false") boolean acceptDifferences,
            @Doc("Bring the old version back if the new one fails within so many seconds; 0: never; without it, 30.")
            @Range(min = 0, max = DAY) @Unit("s") Optional<Integer> probationSeconds) {
    }

    private final Extensions extensions;

    public UpdateVMSwitchExtension(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public CommandName name() {
        return new CommandName("Update", "VMSwitchExtension");
    }

    @Override
    public String summary() {
        return "Puts another version of an extension in the place of the one in use, without a lost frame.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<UpgradeRow> execute(Parameters given) throws RefusedException {
        return List.of(UpgradeRow.of(extensions.upgrade(FilePath.of(given.path()), plan(given))));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        final UpgradePlan plan = plan(given);
        return "would put " + extensions.describeUpgrade(FilePath.of(given.path())) + (plan.hasShadow()
                ? ", after comparing them for " + plan.frames() + " frames or " + plan.time().toSeconds() + " s" : "")
                + (plan.probation().isZero() ? "" : ", with " + plan.probation().toSeconds() + " s of probation");
    }

    private static UpgradePlan plan(Parameters given) {
        final UpgradePlan usual = UpgradePlan.DEFAULT;
        return new UpgradePlan(given.shadowFrames().map(Integer::longValue).orElse(usual.frames()),
                given.shadowSeconds().map(Duration::ofSeconds).orElse(usual.time()), given.acceptDifferences(),
                given.probationSeconds().map(Duration::ofSeconds).orElse(usual.probation()));
    }
}
