package org.example.observer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.schema.Doc;

/** The cmdlet that shows the counts. */
@Component(service = Command.class)
public final class GetObservedTraffic implements Query<GetObservedTraffic.Parameters> {
    /** Of this command. */
    public record Parameters(@Doc("Name of the switch; without it, all.") Optional<String> switchName) {
    }

    private final ObserverExtension observer;

    /** @param observer whose counts these are */
    @Activate
    public GetObservedTraffic(@Reference final ObserverExtension observer) {
        this.observer = observer;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "ObservedTraffic");
    }

    @Override
    public String summary() {
        return "Lists what the observer has counted, by port and protocol.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Traffic> query(final FabricDocument document, final Parameters given) {
        return observer.traffic().stream()
                .filter(each -> given.switchName().map(each.switchName()::equals).orElse(true))
                .filter(each -> each.framesIn() + each.framesOut() > 0)
                .sorted(Comparator.comparing(Traffic::switchName).thenComparing(Traffic::portName)
                        .thenComparing(Traffic::protocol))
                .toList();
    }
}
