package org.signalbox.practices;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.practice.Severity;
import org.signalbox.schema.Doc;

/** Source: Microsoft, {@code Get-BpaResult}, which shows the last scan; here, it is always of the fabric as it is. */
@Component(service = Command.class)
public final class GetBpaResult implements Query<GetBpaResult.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Of this practice only, by its id such as TenantGuards.") Optional<String> ruleId,
            @Doc("Of this severity only.") Optional<Severity> severity) {
    }

    private final Analyser analyser;

    @Activate
    public GetBpaResult(@Reference Analyser analyser) {
        this.analyser = analyser;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "BpaResult");
    }

    @Override
    public String summary() {
        return "Lists where the fabric is not as best practices ask, why, and the command that mends it.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<BpaResult> query(FabricDocument document, Parameters given) throws RefusedException {
        final Scan scan = Scans.known(analyser, document);
        if (given.ruleId().isPresent()) {
            Scans.refuseUnknown(scan, given.ruleId().get());
        }
        return scan.results().stream()
                .filter(each -> given.ruleId().map(each.ruleId()::equalsIgnoreCase).orElse(true))
                .filter(each -> given.severity().map(each.severity()::equals).orElse(true)).toList();
    }
}
